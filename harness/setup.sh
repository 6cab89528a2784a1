#!/bin/sh
# setup.sh [--test] - installs what the build needs and is not there yet; --test: and what the tests
# need. Quiet where nothing is missing or all goes well.
#
# On Debian and its kin it installs by apt-get, as root or by sudo; elsewhere it names what to
# install. Exit status: 0 all there, 2 something is missing.
set -u

# What is needed: how it shows, then its package on Debian, Fedora and Arch.
build_needs='
command:gcc         gcc                   gcc              gcc
header:stdio.h      libc6-dev             glibc-devel      glibc
command:make        make                  make             make
command:cmake       cmake                 cmake            cmake
command:pkg-config  pkg-config            pkgconf          pkgconf
module:check        check                 check-devel      check
module:libxml-2.0   libxml2-dev           libxml2-devel    libxml2
module:gsl          libgsl-dev            gsl-devel        gsl
module:openblas     libopenblas-serial-dev openblas-devel  openblas
module:libseccomp   libseccomp-dev        libseccomp-devel libseccomp
module:libmd        libmd-dev             libmd-devel      libmd
module:zlib         zlib1g-dev            zlib-devel       zlib
'
test_needs='
command:clang        clang         clang             clang
command:clang-format clang-format  clang-tools-extra clang
command:clang-tidy   clang-tidy    clang-tools-extra clang
command:xmllint      libxml2-utils libxml2           libxml2
command:man          man-db        man-db            man-db
'

is_there() {
    case $1 in
    command:*) command -v "${1#*:}" ;;
    header:*) echo "#include <${1#*:}>" | gcc -E -x c - ;;
    module:*) pkg-config --exists "${1#*:}" ;;
    esac >/dev/null 2>&1
}

# The packages of what is missing, in the given column of the table.
missing() {
    echo "$needs" | while read -r probe debian fedora arch; do
        [ -z "$probe" ] || is_there "$probe" || case $1 in
        debian) echo "$debian" ;;
        fedora) echo "$fedora" ;;
        arch) echo "$arch" ;;
        esac
    done | sort -u | tr '\n' ' '
}

# Runs a command and shows what it printed only if it failed.
quietly() {
    if output=$("$@" 2>&1); then
        return 0
    fi
    printf '%s\n' "$output" >&2
    return 1
}

needs=$build_needs
[ "${1:-}" = --test ] && needs="$build_needs$test_needs"

packages=$(missing debian)
[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    cat >&2 <<END
Some of what grade is built from is not installed. Install it and try again.
  Fedora:  dnf install $(missing fedora)
  Arch:    pacman -S $(missing arch)
  Debian:  apt-get install --no-install-recommends $packages
END
    exit 2
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Not installed, and there is no sudo to install it. As root, run:" >&2
        echo "  apt-get install --no-install-recommends $packages" >&2
        exit 2
    fi
    as_root=sudo
fi

echo "Installing $packages"
# The list of packages is words, and as_root is nothing for root. An update may fail for the sake of
# one source among many; whether that matters, the installation shows.
quietly $as_root apt-get -qq update
# shellcheck disable=SC2086
quietly $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y --no-install-recommends install $packages || exit 2

packages=$(missing debian)
if [ -n "$packages" ]; then
    echo "Still missing after installation: $packages" >&2
    exit 2
fi
