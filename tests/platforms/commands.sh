# Another standard library and another processor: ./dev test libcxx, ./dev test arm64. Sourced by ./dev.
# Packages that could replace packages of the machine are not installed, but unpacked below build/platforms.

platforms=$PWD/build/platforms
platform_options=(-Dbuildtype=plain -Dwerror=true -Dtests=enabled -Dexamples=enabled -Dbench=disabled -Dtools=disabled -Dload=disabled)

# Unpacks Debian packages and all that they need, once. apt-get uses lists of its own, so it needs no rights.
unpack() { # folder, processor, packages…
    local folder=$1 processor=$2 package
    [[ -e $folder/complete ]] && return
    has apt-get >/dev/null || die "this command needs the packages of a Debian system"
    say "unpacking packages for $processor into ${folder#"$PWD"/}"
    rm -rf "$folder"
    mkdir -p "$folder"/sysroot "$folder"/apt/{state/lists/partial,cache/archives/partial}
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' \
        | sort -u >"$folder/apt/sources.list"
    local apt=(apt-get -o "APT::Architecture=$processor" -o "APT::Architectures=$processor" -o APT::Sandbox::User=
        -o "Dir::Etc::SourceList=$folder/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State=$folder/apt/state" -o Dir::State::status=/dev/null -o "Dir::Cache=$folder/apt/cache")
    { "${apt[@]}" update && "${apt[@]}" install --yes --download-only --no-install-recommends "${@:3}"; } >"$folder/apt/log" 2>&1 \
        || { tail -n 5 "$folder/apt/log" >&2; die "apt-get could not download ${*:3}; its log: $folder/apt/log"; }
    for package in "$folder"/apt/cache/archives/*.deb; do dpkg -x "$package" "$folder/sysroot"; done
    touch "$folder/complete"
}

# libgtest-dev is compiled for libstdc++. Debian's package googletest has the sources.
build_googletest() { # folder, compiler…
    local folder=$1 from=/usr/src/googletest/googletest library
    [[ -e $folder/complete ]] && return
    say "building GoogleTest"
    mkdir -p "$folder"
    for library in gtest gtest_main; do
        "${@:2}" -std=c++17 -O1 "-I$from" "-I$from/include" -c "$from/src/${library/%gtest/gtest-all}.cc" -o "$folder/$library.o"
        ar rcs "$folder/lib$library.a" "$folder/$library.o"
        printf '%s\n' "Name: $library" 'Description: GoogleTest' 'Version: 1.12.1' "Cflags: -isystem /usr/src/googletest/googletest/include" \
            "Libs: -L$folder -l$library -pthread" >"$folder/$library.pc"
    done
    echo 'Requires: gtest' >>"$folder/gtest_main.pc"
    touch "$folder/complete"
}

test_platform() { # folder, options of Meson…; the array `wanted` has suites and names of tests
    local folder=$1 targets names built=() broken=0
    [[ -n ${DYNACO_ENDPOINT:-} ]] || start_server "$main_server" DYNACO_ENDPOINT
    local_credentials
    {
        configure "$folder" "${platform_options[@]}" "${@:2}" \
            && mapfile -t targets < <(python3 tests/platforms/selected_tests.py targets "$folder" "${wanted[@]}") \
            && mapfile -t names < <(python3 tests/platforms/selected_tests.py names "$folder" "${wanted[@]}") \
            && ((${#names[@]})) && say "building $folder" && compile "$folder" "${targets[@]}"
    } || broken=1
    rm -f "$folder"/*.xml "$folder"/meson-logs/testlog*
    ((broken)) || meson test -C "$folder" --no-rebuild --print-errorlogs --num-processes "$jobs" \
        --timeout-multiplier "${timeout_multiplier:-1}" "${names[@]}" || true
    stop_servers
    ((broken)) || built=("$folder")
    python3 tests/count_cases.py --broken "$broken" "${built[@]}"
}

test_libcxx() { # suites and names of tests…
    local wanted=("$@")
    (($#)) || wanted=(unit fuzz examples)
    need_library
    need_servers "$main_server"
    need clang-19 has clang++-19
    need googletest test -d /usr/src/googletest/googletest
    need zlib1g-dev pkg-config --exists zlib
    install_missing
    unpack "$platforms/libcxx" "$(dpkg --print-architecture)" libc++-19-dev libc++abi-19-dev libunwind-19-dev
    local library=$platforms/libcxx/sysroot/usr/lib/llvm-19
    local headers="-stdlib++-isystem $library/include/c++/v1"
    # shellcheck disable=SC2086
    build_googletest "$platforms/googletest-libcxx" clang++-19 $headers
    CXX=clang++-19 test_platform build/libcxx -Doptimization=0 "-Dcpp_args=$headers" \
        "-Dcpp_link_args=-stdlib=libc++ -L$library/lib -Wl,-rpath,$library/lib" "-Dpkg_config_path=$platforms/googletest-libcxx"
}

test_arm64() { # suites and names of tests…
    local wanted=("$@")
    # Tests in Python would run the programs without qemu: the second test of 07_service, and all but one of conformance.
    (($#)) || wanted=(unit fuzz conformance 0{1_accounts,2_orders,3_shop,4_feed,5_identity,7_service})
    need_library
    need_servers "$main_server"
    need g++-aarch64-linux-gnu has aarch64-linux-gnu-g++
    need qemu-user has qemu-aarch64
    install_missing
    unpack "$platforms/arm64" arm64 libstdc++-12-dev libssl-dev zlib1g-dev rapidjson-dev libgtest-dev "$(boost_package)"
    printf '[constants]\nsysroot = %s\n' "'$platforms/arm64/sysroot'" >"$platforms/arm64/sysroot.ini"
    export DYNACO_RUN_WITH="qemu-aarch64 -L $platforms/arm64/sysroot"
    timeout_multiplier=20 test_platform build/arm64 -Doptimization=1 \
        --cross-file "$platforms/arm64/sysroot.ini" --cross-file tests/platforms/arm64.ini
}
