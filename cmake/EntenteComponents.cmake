# The optional parts of the library: those that need more than Boost (for entente::compiled, which does not, see
# EntenteCompiled). One line each; everything else follows from it:
#   include/entente/<folder>  the headers, which belong to the target entente::<name> and not to entente::entente
#   find_package(entente CONFIG COMPONENTS <name>)  finds the packages behind it and defines entente::<name>
#   tests/<folder>            is linked with entente::<name>
# A component whose folder does not exist is left out. Its headers are installed whether or not its package is found here;
# without the package its tests, and the example programs that are named after it, are left out.
#
#   entente_component(<name> FOLDER <folder> PACKAGE <package> [FIND <arguments of find_package>...] LINK <target>...)

set(entente_components)
set(entente_component_packages)
set(entente_component_header_regex "^$")

macro(entente_component name)
    cmake_parse_arguments(_arg "" "FOLDER;PACKAGE" "FIND;LINK" ${ARGN})
    if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/include/entente/${_arg_FOLDER}")
        list(APPEND entente_components ${name})
        list(APPEND entente_component_packages ${_arg_PACKAGE})
        string(APPEND entente_component_header_regex "|/include/entente/${_arg_FOLDER}/")
        set(entente_component_${name}_folder ${_arg_FOLDER})
        set(entente_component_${name}_package ${_arg_PACKAGE})
        set(entente_component_${name}_find ${_arg_FIND})
        set(entente_component_${name}_link ${_arg_LINK})
    endif()
endmacro()

entente_component(space FOLDER space PACKAGE Eigen3 FIND 3.3 CONFIG LINK Eigen3::Eigen)
entente_component(json FOLDER json PACKAGE nlohmann_json FIND CONFIG LINK nlohmann_json::nlohmann_json)
entente_component(sqlite FOLDER sqlite PACKAGE SQLite3 FIND MODULE LINK SQLite::SQLite3)
entente_component(mpi FOLDER mpi PACKAGE MPI FIND COMPONENTS CXX LINK MPI::MPI_CXX)

# Sets entente_component_<name>_found for each.
function(entente_add_components)
    set(CMAKE_MESSAGE_LOG_LEVEL NOTICE)  # nobody need hear of packages that are looked for in case they are wanted
    foreach(name IN LISTS entente_components)
        set(folder ${entente_component_${name}_folder})
        file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/entente/${folder}/*.hpp")
        add_library(entente_${name} INTERFACE)
        add_library(entente::${name} ALIAS entente_${name})
        set_target_properties(entente_${name} PROPERTIES EXPORT_NAME ${name})
        target_sources(
            entente_${name} INTERFACE FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${headers})
        target_link_libraries(entente_${name} INTERFACE entente ${entente_component_${name}_link})

        find_package(${entente_component_${name}_package} ${entente_component_${name}_find} QUIET)
        set(found ${${entente_component_${name}_package}_FOUND})
        set(entente_component_${name}_found "${found}" PARENT_SCOPE)
    endforeach()
endfunction()
