# Sourced by bin/setup and bin/build-images: installing Debian's packages, as root.

# apt_install NAME...: without what is only recommended, and without a word on stdout, which a caller may have for its own.
# Nothing is removed to make room: an engine that runs would go, with all its containers.
# A new machine has no package lists, an old one has lists of versions that are gone: what fails is tried again after an update.
apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove --no-install-recommends "$@" >/dev/null 2>&1 ||
    { apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove --no-install-recommends "$@" >/dev/null; }
}

# apt_knows NAME: is there such a package? Of a name that others merely mention apt-cache shows nothing, and exits with 0.
apt_knows() { [ -n "$(apt-cache show "$1" 2>/dev/null)" ]; }
