#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_imports.sh FOLDER
# Reads what every program and library in the folder imports, and fails on a DLL that is neither there nor Windows' own.
set -euo pipefail
folder=$1
objdump=$(command -v x86_64-w64-mingw32-objdump || command -v objdump)

# What a Windows 10 has in System32, of what is used by us and by Qt. Everything else must be packed.
system='advapi32 authz bcrypt comctl32 comdlg32 crypt32 d2d1 d3d11 d3d9 dnsapi dwmapi dwrite dxgi gdi32 imm32 iphlpapi
kernel32 mpr msvcrt ncrypt netapi32 ntdll ole32 oleaut32 rpcrt4 secur32 setupapi shcore shell32 shlwapi user32 userenv
uxtheme version winhttp winmm winspool.drv wldap32 ws2_32 wtsapi32'

declare -A known
for name in $system; do
    known[$name]=1
    known[$name.dll]=1
done
mapfile -t files < <(find "$folder" -iname '*.dll' -o -iname '*.exe')
[ ${#files[@]} -gt 0 ] || { echo "FAIL: nothing to look at in $folder"; exit 1; }
for file in "${files[@]}"; do
    name=$(basename "$file")
    known[${name,,}]=1
done

missing=0 programs=0
for file in "${files[@]}"; do
    [ "$(basename "$file")" != uninstall.exe ] || continue
    programs=$((programs + 1))
    while read -r import; do
        lower=${import,,}
        case $lower in api-ms-win-*) continue ;; esac
        if [ -z "${known[$lower]:-}" ]; then
            echo "FAIL: ${file#"$folder"/} needs $import"
            missing=$((missing + 1))
        fi
    done < <("$objdump" -p "$file" | sed -n 's/^[[:space:]]*DLL Name: //p')
done
[ $missing = 0 ] || exit 1
echo "pass: $programs programs and libraries, all that they import is packed or Windows' own"
