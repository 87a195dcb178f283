#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_package.sh BUILD_FOLDER TARGET
# The installer and the archive, as made by cpack: nothing they load is missing; installed silently, for one user and for
# all, over an older version, the programs run and trace TARGET; settings survive; removal leaves no file. Runs inside
# in_netsim.sh, which sets $WINE.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$1" && pwd)
target=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
drive=$WINEPREFIX/drive_c
uninstall_key='Software\Microsoft\Windows\CurrentVersion\Uninstall\Periplus'

fail() { echo "FAIL: $*"; exit 1; }
say() { echo "pass: $*"; }
registry() { "$WINE" reg query "$1" /v "$2" 2>/dev/null | tr -d '\r' | sed -n "s/^ *$2 *REG_[A-Z]* *//p"; }
# A silent installer or uninstaller may go on after the process that was started has ended.
until_that() {
    local i
    for ((i = 0; i < 100; i++)); do
        if "$@"; then return 0; fi
        sleep 0.2
    done
    return 1
}
registered() { [ "$(registry "$1\\$uninstall_key" DisplayVersion)" = "$2" ]; }
gone() { [ ! -e "$1" ]; }

# pack FOLDER VERSION [ARGUMENT…]
pack() {
    (cd "$build" && cpack -G NSIS64 -B "$work/$1" -D CPACK_PACKAGE_VERSION="$2" "${@:3}" >"$work/$1.log") || { cat "$work/$1.log"; fail "cpack, version $2"; }
    find "$work/$1" -maxdepth 1 -name '*.exe'
}

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
setup=$(pack new "$version")
older=$(pack old 0.0.1 -D CPACK_NSIS_COMPRESSOR=zlib)
objdump -f "$setup" | grep -q pei-x86-64 || fail 'the installer is not a 64-bit program'
(cd "$build" && cpack -G ZIP -B "$work/zip" >/dev/null)
mkdir "$work/portable"
(cd "$work/portable" && cmake -E tar xf "$work"/zip/*.zip)
portable=$(dirname "$(find "$work/portable" -name periplus.exe)")
"$here/check_imports.sh" "$portable"
mkdir "$work/lacking"
cp "$portable"/*.dll "$work/lacking"
rm "$work/lacking/Qt6Core.dll"
! "$here/check_imports.sh" "$work/lacking" >/dev/null || fail 'the look at the imports misses what is missing'
"$WINE" "$portable/periplus-cli.exe" --version | grep -qF "$version" || fail 'the portable program does not run'
say "portable archive, $(du -sh "$portable" | cut -f1)"

# installed WHERE ROOT_KEY ARGUMENT…
installed() {
    local folder=$1 root=$2
    shift 2
    "$WINE" "$older" /S "$@"
    until_that test -e "$folder/uninstall.exe" || fail "nothing was installed in $folder"
    until_that registered "$root" 0.0.1 || fail 'the older version is not registered'
    "$WINE" reg add 'HKCU\Software\Periplus\Periplus' /v kept /d yes /f >/dev/null
    "$WINE" "$setup" /S "$@"
    until_that registered "$root" "$version" \
        || fail "the older version is still registered: $(registry "$root\\$uninstall_key" DisplayVersion)"
    [ "$(registry 'HKCU\Software\Periplus\Periplus' kept)" = yes ] || fail 'a settings key was lost'
    "$WINE" "$folder/periplus-cli.exe" trace --no-lookups "$target" >"$work/trace" || fail "the installed program: $(cat "$work/trace")"
    grep -qE "^ *30 +$target" "$work/trace" || fail "the installed program did not reach hop 30: $(cat "$work/trace")"
    "$here/check_imports.sh" "$folder" >/dev/null
    "$WINE" "$folder/uninstall.exe" /S
    until_that gone "$folder" || fail "left behind: $(find "$folder" | head)"
    [ -z "$(find "$drive" -ipath '*start menu*periplus*')" ] || fail 'left in the Start menu'
    [ -z "$(registry "$root\\$uninstall_key" DisplayVersion)" ] || fail 'left in the registry'
    [ "$(registry 'HKCU\Software\Periplus\Periplus' kept)" = yes ] || fail 'a settings key was removed'
    say "${folder#"$drive"}: installed over an older version, traces 30 hops, removed"
}
user=$(find "$drive/users" -maxdepth 1 -mindepth 1 -type d ! -name Public | head -n 1)
installed "$user/AppData/Local/Programs/Periplus" HKCU
installed "$drive/Program Files/Periplus" HKLM /AllUsers
"$WINE" reg delete 'HKCU\Software\Periplus' /f >/dev/null
