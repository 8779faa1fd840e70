# An overlay port that builds the checkout that contains it. A port for a registry gets SOURCE_PATH from vcpkg_from_github.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

# The CMake files know one library, and that is the optimised one. Programs of a debug build may link it.
set(VCPKG_BUILD_TYPE release)

if("load" IN_LIST FEATURES)
    set(LOAD enabled)
else()
    set(LOAD disabled)
endif()

vcpkg_configure_meson(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -Dtests=disabled
        -Dexamples=disabled
        -Dbench=disabled
        -Dtools=disabled
        -Dload=${LOAD}
    ADDITIONAL_PROPERTIES
        "boost_root = '${CURRENT_INSTALLED_DIR}'"
)
vcpkg_install_meson()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/dynaco)
vcpkg_fixup_pkgconfig()

file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
