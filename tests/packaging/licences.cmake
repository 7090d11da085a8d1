# cmake -DROOT= -P licences.cmake
# Every file of the checkout says whose it is and under which licence, as REUSE has it: https://reuse.software
cmake_minimum_required(VERSION 3.25)

find_program(reuse reuse)
find_program(git git)
if(NOT reuse OR NOT git OR NOT EXISTS "${ROOT}/.git")
    message("skipped: needs reuse (apt install reuse, or pip install reuse) and a checkout of git")
    return()
endif()
execute_process(COMMAND "${reuse}" --root "${ROOT}" lint OUTPUT_VARIABLE says ERROR_VARIABLE complaints RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${says}${complaints}")
endif()
