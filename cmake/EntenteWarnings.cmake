# Warnings for the project's own programs. Linked PRIVATE to them and never installed: entente::entente carries no option.
add_library(entente_warnings INTERFACE)
set(entente_gnu_like "$<CXX_COMPILER_ID:GNU,Clang,AppleClang>")
set(entente_msvc "$<CXX_COMPILER_ID:MSVC>")
target_compile_options(
    entente_warnings
    INTERFACE "$<${entente_gnu_like}:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow>"
              "$<${entente_msvc}:/W4;/permissive-;/utf-8>")
if(ENTENTE_WARNINGS_AS_ERRORS)
    target_compile_options(entente_warnings INTERFACE "$<${entente_gnu_like}:-Werror>" "$<${entente_msvc}:/WX>")
endif()
