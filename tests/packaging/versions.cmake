# cmake -DCONSUMER= -DSCRATCH= -DGENERATOR= -DOPTIONS= -DVERSION= -DCOMPONENTS= -P versions.cmake
# find_package as users write it, right and wrong. While the version is 0.x, only the same minor version will do. COMPONENTS are
# <name>=<package>=found or =missing.
cmake_minimum_required(VERSION 3.25)

function(configure)
    file(REMOVE_RECURSE "${SCRATCH}")
    execute_process(COMMAND "${CMAKE_COMMAND}" -S "${CONSUMER}" -B "${SCRATCH}" -G "${GENERATOR}" ${OPTIONS} ${ARGN}
                    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
    set(result "${result}" PARENT_SCOPE)
    string(REGEX REPLACE "[ \n]+" " " text "${text}")
    set(text "${text}" PARENT_SCOPE)
endfunction()

function(accepted)
    configure(${ARGN})
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${ARGN} should be accepted:\n${text}")
    endif()
    message(STATUS "accepted: ${ARGN}")
endfunction()

function(refused message)
    configure(${ARGN})
    if(result EQUAL 0)
        message(FATAL_ERROR "${ARGN} should be refused")
    endif()
    string(FIND "${text}" "${message}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "${ARGN} is refused, but not with \"${message}\":\n${text}")
    endif()
    message(STATUS "refused: ${ARGN}")
endfunction()

accepted(-DCONSUMER_VERSION=)
accepted("-DCONSUMER_VERSION=${VERSION}")
string(REGEX MATCH "^([0-9]+)\\.([0-9]+)" minor "${VERSION}")
accepted("-DCONSUMER_VERSION=${minor}")
math(EXPR next "${CMAKE_MATCH_2} + 1")
math(EXPR last "${CMAKE_MATCH_2} - 1")
set(neighbours "${CMAKE_MATCH_1}.${next}")
if(last GREATER_EQUAL 0)
    list(APPEND neighbours "${CMAKE_MATCH_1}.${last}")
endif()
foreach(wrong IN ITEMS 9.0 0.9 ${neighbours} "${VERSION}9")
    refused("Could not find a configuration file for package \"entente\" that is compatible with requested version \"${wrong}\""
            "-DCONSUMER_VERSION=${wrong}")
endforeach()
foreach(component IN LISTS COMPONENTS)
    string(REPLACE "=" ";" component "${component}")
    list(GET component 0 name)
    list(GET component 1 package)
    list(GET component 2 found)
    if(found STREQUAL "found")
        accepted("-DCONSUMER_COMPONENTS=${name}")
    endif()
    # Without its package it says which one that is; nobody else needs it.
    refused("entente::${name} needs ${package}, which was not found" "-DCONSUMER_COMPONENTS=${name}"
            "-DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON")
    accepted("-DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON")
endforeach()
refused("entente has no component \"nonsense\"" -DCONSUMER_COMPONENTS=nonsense)

# Without Boost it says that Boost is what is missing.
refused("could not be found because dependency Boost could not be found" -DCONSUMER_REQUIRED=
        -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON)
