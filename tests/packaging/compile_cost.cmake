# cmake -DCOMPILER= -DSTANDARD= -DINCLUDES= -DSCRATCH= -P compile_cost.cmake
# The price of the umbrella header, as a count that does not depend on the clock: lines of code that the preprocessor
# hands to the compiler. A header that draws in much more than it needs is found here.
cmake_minimum_required(VERSION 3.25)

set(limit 92000)

file(MAKE_DIRECTORY "${SCRATCH}")
file(WRITE "${SCRATCH}/umbrella.cpp" "#include <entente/entente.hpp>\n")
list(TRANSFORM INCLUDES PREPEND "-I")
execute_process(COMMAND "${COMPILER}" "${STANDARD}" ${INCLUDES} -E -P "${SCRATCH}/umbrella.cpp" -o "${SCRATCH}/umbrella.ii"
                COMMAND_ERROR_IS_FATAL ANY)
file(READ "${SCRATCH}/umbrella.ii" text)
string(REGEX REPLACE "\n[ \t\n]*\n" "\n" text "${text}")
string(REGEX REPLACE "[^\n]" "" text "${text}")
string(LENGTH "${text}" lines)
if(lines GREATER limit)
    message(FATAL_ERROR "<entente/entente.hpp> costs ${lines} preprocessed lines; the limit is ${limit}")
endif()
if(lines LESS 1000)
    message(FATAL_ERROR "<entente/entente.hpp> costs ${lines} lines: that count cannot be right")
endif()
message(STATUS "<entente/entente.hpp> costs ${lines} preprocessed lines; the limit is ${limit}")
