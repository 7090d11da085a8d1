# cmake -DBINARY_DIR= -DPREFIX= -DSOURCE_DIR= -DVERSION= [-DPROGRAM=] -P install.cmake
cmake_minimum_required(VERSION 3.25)

set(first_prefix "${PREFIX}.first")
file(REMOVE_RECURSE "${first_prefix}" "${PREFIX}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BINARY_DIR}" --config Debug --prefix "${first_prefix}"
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${first_prefix}" "${PREFIX}")

# Every header, and no file that remembers where it was made, but for the program, which may know its sources for debuggers.
file(GLOB_RECURSE headers RELATIVE "${SOURCE_DIR}/include" "${SOURCE_DIR}/include/entente/*.hpp")
foreach(header IN LISTS headers)
    if(NOT EXISTS "${PREFIX}/include/${header}")
        message(FATAL_ERROR "not installed: ${header}")
    endif()
endforeach()
file(GLOB_RECURSE installed "${PREFIX}/*")
if(PROGRAM)
    execute_process(COMMAND "${PREFIX}/${PROGRAM}" --version OUTPUT_VARIABLE says OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(NOT says STREQUAL VERSION)
        message(FATAL_ERROR "the program says that it is of the version ${says}")
    endif()
    list(REMOVE_ITEM installed "${PREFIX}/${PROGRAM}")
endif()
foreach(file IN LISTS installed)
    file(READ "${file}" text)
    foreach(place IN ITEMS "${SOURCE_DIR}/" "${BINARY_DIR}/" "${first_prefix}")
        # As a whole path: a checkout in /src is not what "entente/src/" names.
        string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" pattern "${place}")
        if(text MATCHES "(^|[^A-Za-z0-9_.]|-[A-Z])${pattern}")
            message(FATAL_ERROR "${file} holds the path ${place}")
        endif()
    endforeach()
endforeach()
list(LENGTH installed count)
message(STATUS "${count} files installed")

# The one other place that names the version.
file(READ "${SOURCE_DIR}/vcpkg.json" manifest)
string(JSON manifest_version GET "${manifest}" version-semver)
if(NOT manifest_version STREQUAL VERSION)
    message(FATAL_ERROR "vcpkg.json names the version ${manifest_version}, version.hpp ${VERSION}")
endif()
