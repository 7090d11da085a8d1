# An overlay port of this checkout: vcpkg install entente --overlay-ports=cmake/packaging/vcpkg/ports
# (A port in a registry names a release instead, by vcpkg_from_git.)
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../../.." ABSOLUTE)

set(VCPKG_BUILD_TYPE release) # headers only: nothing is compiled before a user links entente::compiled
vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS -DENTENTE_BUILD_TESTS=OFF -DENTENTE_BUILD_EXAMPLES=OFF -DENTENTE_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME entente CONFIG_PATH share/cmake/entente)
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
