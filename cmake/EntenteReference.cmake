# Where the answers of other tools and their inputs are, for the tests and benchmarks that read them.
set(ENTENTE_REFERENCE_DIR_DEFAULT "")
if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/../shared/golden")
    cmake_path(SET ENTENTE_REFERENCE_DIR_DEFAULT NORMALIZE "${PROJECT_SOURCE_DIR}/../shared")
endif()
set(ENTENTE_REFERENCE_DIR "${ENTENTE_REFERENCE_DIR_DEFAULT}" CACHE PATH
    "Folder with the answers of other tools (golden/) and their inputs (data/); empty: the tests that read them say so")
if(NOT ENTENTE_REFERENCE_DIR)
    message(STATUS "Entente: no ENTENTE_REFERENCE_DIR; tests against files of other tools are skipped")
endif()

find_package(Threads REQUIRED)
