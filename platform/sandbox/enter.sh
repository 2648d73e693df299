#!/bin/sh
# enter.sh ROOT CWD [-r PATH]... [-w PATH]... -- PROGRAM [ARGUMENT]...
#
# Makes an own file system in the empty folder ROOT and becomes PROGRAM in it. Called inside a mount namespace of its own
# (unshare --mount), as root of it. Inside are the system's programs and libraries, a few devices, each -r PATH to read, each
# -w PATH to write, a small /tmp in memory, and nothing else: what is not there cannot be read, whoever owns it.
# Every mount must succeed: a step that fails ends with code 120 and PROGRAM never starts.
set -eu
trap 'code=$?; [ "$code" = 0 ] || { echo "sandbox: the own file system could not be made" >&2; exit 120; }' EXIT
root=$1
cwd=$2
shift 2
umask 022

mount -t tmpfs -o mode=0755,nosuid,size=8m tmpfs "$root"

# Read only, and without the rights of set-user-id programs. In a user namespace the flags that a mount has already must be given again.
read_only() {
  mount -o remount,bind,ro,nosuid,nodev "$1" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev,noexec "$1"
}
place_for() {
  if [ -d "$1" ]; then
    mkdir -p "$root$1"
  else
    mkdir -p "$root$(dirname "$1")"
    [ -e "$root$1" ] || : >"$root$1"
  fi
}
bring() {
  place_for "$1"
  mount --rbind "$1" "$root$1"
  read_only "$root$1"
}

for name in bin sbin lib lib32 lib64 libx32; do
  [ -L "/$name" ] && ln -s "$(readlink "/$name")" "$root/$name" && continue
  [ -d "/$name" ] && bring "/$name"
done
for path in /usr /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/alternatives /etc/fonts /etc/localtime; do
  [ -e "$path" ] && bring "$(readlink -f "$path")"
  [ -L "$path" ] && [ ! -e "$root$path" ] && ln -s "$(readlink -f "$path")" "$root$path"
done
mkdir -p "$root/etc" "$root/dev/shm" "$root/proc" "$root/tmp" "$root/.before"
echo 'product:x:1000:1000::/nonexistent:/usr/sbin/nologin' >"$root/etc/passwd"
echo 'product:x:1000:' >"$root/etc/group"
echo '127.0.0.1 localhost' >"$root/etc/hosts"
for name in null zero full random urandom; do
  : >"$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
done
mount -t tmpfs -o mode=1777,nosuid,nodev,size=256m tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=1777,nosuid,nodev,size=64m tmpfs "$root/tmp"
ln -s /proc/self/fd "$root/dev/fd"
# Only the program's own processes are in it. Where the kernel does not allow it, there is none.
mount -t proc -o nosuid,nodev,noexec proc "$root/proc" 2>/dev/null || true

while [ "$1" != -- ]; do
  case $1 in
    -r) bring "$2" ;;
    -w)
      place_for "$2"
      mount --bind "$2" "$root$2"
      mount -o remount,bind,nosuid,nodev "$root$2"
      ;;
  esac
  shift 2
done
shift

# No namespace inside this one but the one that PROGRAM is put in: fewer doors into the kernel.
[ "${SANDBOX_NAMESPACES:-}" = one ] && echo 1 >/proc/sys/user/max_user_namespaces
# When the machine runs out of memory, this goes first.
echo 1000 2>/dev/null >/proc/self/oom_score_adj || true
mount -o remount,bind,ro,nosuid "$root"
cd "$root"
pivot_root . .before
umount -l /.before
cd "$cwd"
trap - EXIT
exec "$@"
