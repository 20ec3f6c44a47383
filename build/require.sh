#!/bin/bash
# require.sh [java] [go] [node]: checks what a target needs, installs what Debian packages, and says how to get the rest.
#   java  JDK 25 and Maven          go  Go 1.26 and a C compiler with libseccomp (for runc)          node  root and the programs that real nodes need
set -u
missing=()
say() { missing+=("$*"); }
has() { command -v "$1" >/dev/null 2>&1; }

packages=()
need_package() { # COMMAND-OR-FILE PACKAGE
  case $1 in
    /*) [ -e "$1" ] || packages+=("$2") ;;
    *) has "$1" || packages+=("$2") ;;
  esac
}

go126() {
  has go || return 1
  version=$(go env GOVERSION | sed 's/^go1\.\([0-9]*\).*/\1/')
  [ "${version:-0}" -ge 26 ] 2>/dev/null
}

for what; do
  case $what in
    java)
      need_package mvn maven
      "$(dirname "$0")"/java25 >/dev/null || say "JDK 25 (with jlink): Debian 12 does not package it. Install Temurin 25 (package temurin-25-jdk of Adoptium's Debian repository) or unpack any JDK 25 below /usr/lib/jvm."
      ;;
    go)
      go126 || say "Go 1.26 or newer: Debian 12 does not package it. Unpack the release from go.dev/dl into /usr/local and put /usr/local/go/bin on PATH."
      need_package gcc gcc
      need_package /usr/include/stdio.h libc6-dev
      need_package /usr/include/seccomp.h libseccomp-dev
      need_package /usr/bin/pkg-config pkg-config
      ;;
    node)
      [ "$(id -u)" = 0 ] || say "root: the testbed makes namespaces, cgroups and network links. Run make as root."
      need_package /lib/systemd/systemd systemd
      need_package dbus-daemon dbus
      need_package ip iproute2
      need_package nsenter util-linux
      need_package curl curl
      need_package column bsdextrautils
      need_package perl perl-base
      [ -e /bin/busybox ] || [ -e /usr/bin/busybox ] || packages+=(busybox-static)
      ;;
    *) echo "require.sh: unknown: $what" >&2; exit 2 ;;
  esac
done

if [ ${#packages[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && has apt-get; then
    echo "installing from Debian: ${packages[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null \
      || say "Debian packages: apt-get install ${packages[*]}"
  else
    say "Debian packages: apt-get install ${packages[*]}"
  fi
fi

[ ${#missing[@]} -eq 0 ] && exit 0
echo "Missing on this machine:" >&2
printf '  * %s\n' "${missing[@]}" >&2
exit 1
