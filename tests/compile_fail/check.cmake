# cmake -DCOMPILER= -DFLAGS= -DINCLUDES= -DSOURCE= -P check.cmake
cmake_minimum_required(VERSION 3.25)

file(STRINGS "${SOURCE}" first_line LIMIT_COUNT 1)
if(NOT first_line MATCHES "^// expect: (.+)$")
    message(FATAL_ERROR "compile_fail: no_expectation\n${SOURCE} does not begin with a line \"// expect: REGEX\"")
endif()
set(expected "${CMAKE_MATCH_1}")

# The compiler reads from standard input: the name of the file could hold the very words that its message is to hold.
list(TRANSFORM INCLUDES PREPEND "-I")
macro(compile)
    execute_process(COMMAND "${COMPILER}" ${FLAGS} ${INCLUDES} ${ARGN} -x c++ - INPUT_FILE "${SOURCE}"
                    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
endmacro()

compile(-DENTENTE_POSITIVE_CONTROL)
if(NOT result EQUAL 0)
    message("${text}")
    message(FATAL_ERROR "compile_fail: broken_control\n"
                        "With ENTENTE_POSITIVE_CONTROL defined it should compile, but does not.")
endif()

compile()
if(result EQUAL 0)
    message(FATAL_ERROR "compile_fail: no_error\nIt compiles, and should not.")
endif()
if(NOT text MATCHES "${expected}")
    message("${text}")
    message(FATAL_ERROR "compile_fail: other_error\nIt is refused, but the message does not match \"${expected}\".")
endif()
message(STATUS "refused as expected: ${expected}")
