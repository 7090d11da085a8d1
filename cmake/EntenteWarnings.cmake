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
    # Of these g++ says more than it knows once it optimises: g++ 12 sees overlaps and overruns inside the operator+ of
    # std::string, and any version an uninitialised value inside an empty boost::optional. They are printed, and no errors.
    target_compile_options(
        entente_warnings
        INTERFACE
            "$<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized;-Wno-error=array-bounds;-Wno-error=restrict;-Wno-error=stringop-overflow;-Wno-error=stringop-overread>"
    )
endif()
