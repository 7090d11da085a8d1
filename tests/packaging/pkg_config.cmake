# cmake -DCONSUMER= -DSCRATCH= -DPREFIX= -DDATADIR= -DCOMPILER= -DSTANDARD= -DBOOST_INCLUDES= -DVERSION= -P pkg_config.cmake
cmake_minimum_required(VERSION 3.25)

find_program(pkg_config NAMES pkg-config pkgconf)
if(NOT pkg_config)
    message(STATUS "skipped: pkg-config is not installed")
    return()
endif()

set(ENV{PKG_CONFIG_PATH} "${PREFIX}/${DATADIR}/pkgconfig")
execute_process(COMMAND "${pkg_config}" --modversion entente OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT version STREQUAL VERSION)
    message(FATAL_ERROR "pkg-config says version ${version}, and should say ${VERSION}")
endif()
execute_process(COMMAND "${pkg_config}" --cflags --libs entente OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")

file(MAKE_DIRECTORY "${SCRATCH}")
list(TRANSFORM BOOST_INCLUDES PREPEND "-I")
execute_process(COMMAND "${COMPILER}" "${STANDARD}" ${BOOST_INCLUDES} -DCONSUMER_WITHOUT_NEWCOMER
                        "${CONSUMER}/main.cpp" "${CONSUMER}/second.cpp"
                        ${flags} -o "${SCRATCH}/consumer" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${SCRATCH}/consumer" COMMAND_ERROR_IS_FATAL ANY)

# Compiled once, without CMake: one file more.
file(WRITE "${SCRATCH}/source.cpp" "#include <entente/src.hpp>\n")
execute_process(COMMAND "${COMPILER}" "${STANDARD}" -DENTENTE_SEPARATE_COMPILATION ${BOOST_INCLUDES}
                        "${CONSUMER}/compiled.cpp" "${CONSUMER}/compiled_second.cpp" "${SCRATCH}/source.cpp"
                        ${flags} -o "${SCRATCH}/consumer_compiled" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${SCRATCH}/consumer_compiled" COMMAND_ERROR_IS_FATAL ANY)
