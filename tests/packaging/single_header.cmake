# cmake -DROOT= -DSCRATCH= -DCOMPILER= -DFLAGS=-std=c++20;-isystem;... -P single_header.cmake
# The single header is whole: the five minutes compile with it alone, and so does what is beside the umbrella.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}/entente")
execute_process(
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${SCRATCH}/entente/entente.hpp"
            "-DHEADERS=entente/entente.hpp;entente/io/condition_text.hpp;entente/io/date.hpp" -P "${ROOT}/cmake/single_header.cmake"
            COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS "${SCRATCH}/entente/entente.hpp" left REGEX "^#include \"entente/")
if(left)
    message(FATAL_ERROR "the single header includes others: ${left}")
endif()
file(READ "${ROOT}/examples/five_minutes.cpp" program)
file(WRITE "${SCRATCH}/program.cpp" "${program}\nauto const parsed = entente::io::parse_date(\"2022-01-26\");\n")
execute_process(COMMAND "${COMPILER}" ${FLAGS} -fsyntax-only "-I${SCRATCH}" "${SCRATCH}/program.cpp" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${COMPILER}" ${FLAGS} -fsyntax-only -DENTENTE_SEPARATE_COMPILATION "-I${SCRATCH}" "${SCRATCH}/program.cpp"
                RESULT_VARIABLE status ERROR_VARIABLE says)
if(status EQUAL 0 OR NOT says MATCHES "this header has all definitions")
    message(FATAL_ERROR "with ENTENTE_SEPARATE_COMPILATION the single header is to be refused:\n${says}")
endif()
