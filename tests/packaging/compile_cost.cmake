# cmake -DCOMPILER= -DSTANDARD= -DINCLUDES= -DSCRATCH= -P compile_cost.cmake
# The price of the library for a compiler, as counts that do not depend on the clock. Of the umbrella header: lines of code that
# the preprocessor hands to the compiler. A header that draws in much more than it needs is found here. Of the files of
# compile_cost/, with ENTENTE_SEPARATE_COMPILATION: bytes of object without optimisation. What is no longer compiled once is found
# here.
cmake_minimum_required(VERSION 3.25)

set(limit 88000)
set(limit_all_pairs 950000)
set(limit_any_measure 40000)
set(limit_compare 400000)
set(limit_read_stances 150000)

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

foreach(file all_pairs any_measure compare read_stances)
    execute_process(
        COMMAND "${COMPILER}" "${STANDARD}" -O0 -DENTENTE_SEPARATE_COMPILATION ${INCLUDES} -c
                "${CMAKE_CURRENT_LIST_DIR}/compile_cost/${file}.cpp" -o "${SCRATCH}/${file}.o" COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE "${SCRATCH}/${file}.o" bytes)
    if(bytes GREATER limit_${file})
        message(FATAL_ERROR "compile_cost/${file}.cpp becomes ${bytes} bytes; the limit is ${limit_${file}}")
    endif()
    if(bytes LESS 4000)
        message(FATAL_ERROR "compile_cost/${file}.cpp becomes ${bytes} bytes: that cannot be right")
    endif()
    message(STATUS "compile_cost/${file}.cpp becomes ${bytes} bytes; the limit is ${limit_${file}}")
endforeach()
