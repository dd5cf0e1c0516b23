# Lockstep's far end: answers framed requests on its standard input. POSIX sh; nothing is written to any disk.
# The lines before these set: LS_sys (where sysfs is), LS_proc (procfs, or empty), LS_guard (1: the line keeps bytes
# whole), LS_size (longest body), LS_attrs, LS_links, LS_folders (what may be read), LS_perl, LS_python (readers' text).
# Requests: `LS <sum|-> <id> <verb> <argument…>`; an argument is `=` and the text, bytes beyond plain ones as \0ooo.
LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
exec 2>/dev/null
LS_n='
'
LS_b=$(printf '\002x')
LS_b=${LS_b%x}
LS_e=$(printf '\003x')
LS_e=${LS_e%x}
LS_root=$(cd -P -- "$LS_sys" && pwd -P)
LS_wrote=0
LS_last=0
LS_listen=
IFS=' ' read -r LS_me LS_rest </proc/self/stat
LS_up=
LS_low=
LS_text=$s

has() { command -v "$1" >/dev/null 2>&1; }

# A reader that is there and runs: perl starts quickest.
LS_fast=
if [ -n "$LS_perl" ] && perl -e 'exit 0' >/dev/null; then LS_fast=perl
elif [ -n "$LS_python" ] && python3 -c 'pass' >/dev/null; then LS_fast=python; fi

if has cksum; then
  ls_sum() {
    LS_s=$(printf '%s\n%s' "$1" "$2" | cksum)
    LS_s=c${LS_s%% *}
  }
else
  ls_sum() { LS_s=-; }
fi

# ls_frame FLAG BODY: one write of one frame. Without LS_quick it carries a CRC.
ls_frame() {
  LS_h="$LS_id $LS_part$1 ${#2}"
  if [ "$LS_guard$LS_quick" = 11 ]; then LS_s=-; else ls_sum "$LS_h" "$2"; fi
  printf '%s' "${LS_b}LS $LS_h $LS_s$LS_n$2$LS_e$LS_n"
  LS_part=$((LS_part + 1))
}

# ls_put LINE: a line of the answer; full frames leave at once.
ls_put() {
  if [ -n "$LS_o" ] && [ $((${#LS_o} + ${#1})) -ge "$LS_size" ]; then
    ls_frame + "$LS_o"
    LS_o=
  fi
  LS_o=$LS_o$1$LS_n
}

# ls_text ARGUMENT: sets LS_t to what it stands for.
ls_text() {
  LS_t=${1#=}
  case $LS_t in *\\*)
    LS_t=$(printf '%bx' "$LS_t")
    LS_t=${LS_t%x}
    ;;
  esac
}

# ls_bytes NAME FILE: up to 4096 bytes as a dump; what od, hexdump or base64 print is put together over there.
ls_bytes() {
  if has od; then
    LS_d=$(od -t x1 -N 4096 -- "$2" 2>&1) && ls_dump O o "$1" "$LS_d" && return
  elif has hexdump; then
    LS_d=$(hexdump -v -n 4096 -e '16/1 "%02x" "\n"' -- "$2" 2>&1) && ls_dump X x "$1" "$LS_d" && return
  elif has base64; then
    LS_d=$(base64 -- "$2" 2>&1) && ls_dump B b "$1" "$LS_d" && return
  else
    return
  fi
  ls_error "$1" "$2"
}
ls_dump() {
  ls_put "$1 $3"
  while IFS= read -r LS_l; do ls_put "$2$LS_l"; done <<END
$4
END
}

# ls_error NAME FILE: what the kernel says of reading it; nothing when it can be read after all, and is empty.
ls_error() {
  LS_d=$(cat -- "$2" 2>&1 >/dev/null)
  if [ -z "$LS_d" ]; then ls_put "V $1 "; else ls_put "E $1 $(ls_plain "${LS_d##*: }")"; fi
}
ls_plain() { printf '%s' "$1" | tr -c ' -~' '?'; }

# ls_value NAME FILE: its lines, by the shell's own read; as a dump when they hold more than printable text.
ls_value() {
  LS_v=
  LS_l=
  LS_k=0
  {
    if IFS= read -r LS_v; then
      LS_k=1
      while IFS= read -r LS_l || [ -n "$LS_l" ]; do LS_v=$LS_v$LS_n$LS_l; done
    fi
  } <"$2"
  case $LS_v in
  *[!\ -~$LS_n]*) ls_bytes "$1" "$2" ;;
  '') if [ $LS_k = 1 ]; then ls_put "V $1 "; else ls_error "$1" "$2"; fi ;;
  *"$LS_n"*)
    LS_k='V '$1' '
    while IFS= read -r LS_l; do
      ls_put "$LS_k$LS_l"
      LS_k=+
    done <<END
$LS_v
END
    ;;
  *) if [ ${#LS_v} -gt 1000 ]; then ls_bytes "$1" "$2"; else ls_put "V $1 $LS_v"; fi ;;
  esac
}

# ls_device FOLDER: all that is allowed of it.
ls_device() {
  cd -P -- "$LS_root/$1" && [ "$PWD" = "$LS_root/$1" ] || return 0
  ls_put "D $1"
  for LS_a in $LS_attrs; do
    [ -e "$LS_a" ] || [ -L "$LS_a" ] || continue
    ls_about "$1/$LS_a" "$LS_a" || continue
    if [ "$LS_a" = config ]; then
      LS_v=
      IFS= read -r LS_v <power/runtime_status
      case $LS_v in suspended | suspending) ;; *) ls_bytes config config ;; esac
    else
      ls_value "$LS_a" "$LS_a"
    fi
  done
  for LS_a in $LS_links stream*.*.*; do
    [ -L "$LS_a" ] || continue
    if cd -P -- "$LS_a"; then
      case $PWD/ in "$LS_root"/*) ls_put "L $LS_a ${PWD#"$LS_root"/}" ;; esac
      cd -P -- "$LS_root/$1" || return 0
    elif has readlink; then
      ls_put "l $LS_a $(readlink -- "$LS_a")"
    fi
  done
}

# ls_bridges PATH: the host bridges it lies below, each once.
ls_bridges() {
  LS_r=$1
  LS_a=
  while :; do
    case $LS_r in */*) ;; *) return ;; esac
    LS_a=$LS_a${LS_r%%/*}
    case ${LS_r%%/*} in pci[0-9a-f]*:??)
      case $LS_seen in *"|$LS_a|"*) ;; *)
        LS_seen="$LS_seen|$LS_a|"
        ls_device "$LS_a"
        ;;
      esac
      ;;
    esac
    LS_a=$LS_a/
    LS_r=${LS_r#*/}
  done
}

# What comes before `=FOLDER`s: `-c` says each file before it is touched, `!FILE` is one that never returned.
ls_hints() {
  LS_hung=' '
  LS_careful=
  LS_k=0
  for LS_x; do
    case $LS_x in
    -c) LS_careful=1 ;;
    !*) LS_hung="$LS_hung${LS_x#!} " ;;
    *) return ;;
    esac
    LS_k=$((LS_k + 1))
  done
}

# ls_about PATH NAME: false for a file that hung before; else, with care, says that it is next.
ls_about() {
  case $LS_hung in *" $1 "*)
    ls_put "E $2 Connection timed out"
    return 1
    ;;
  esac
  if [ -n "$LS_careful" ]; then
    ls_frame + "$LS_o"'A '"$1$LS_n"
    LS_o=
  fi
}

ls_do_sweep() {
  ls_hints "$@"
  shift $LS_k
  if [ $# -gt 0 ]; then
    for LS_x; do
      ls_text "$LS_x"
      ls_device "$LS_t"
    done
    return
  fi
  LS_seen=
  for LS_f in $LS_folders; do
    for LS_x in "$LS_root/$LS_f"/*; do
      cd -P -- "$LS_x" || continue
      case $PWD in "$LS_root"/*) ;; *) continue ;; esac
      LS_p=${PWD#"$LS_root"/}
      ls_bridges "$LS_p"
      ls_device "$LS_p"
    done
  done
}

# ls_real PATH: sets LS_t to where it really is, below the root; or LS_w to why not.
ls_real() {
  LS_w='No such file or directory'
  LS_t=$LS_root/$1
  LS_k=0
  while [ -L "$LS_t" ] && [ ! -d "$LS_t" ]; do
    LS_k=$((LS_k + 1))
    [ $LS_k -lt 20 ] && LS_l=$(readlink -- "$LS_t") || return 1
    case $LS_l in /*) LS_t=$LS_l ;; *) LS_t=${LS_t%/*}/$LS_l ;; esac
  done
  if [ -d "$LS_t" ]; then
    cd -P -- "$LS_t" || { LS_w='Permission denied'; return 1; }
    LS_t=$PWD
  elif [ -e "$LS_t" ] || [ -d "${LS_t%/*}" ]; then
    [ -d "${LS_t%/*}" ] || return 1
    LS_l=${LS_t##*/}
    cd -P -- "${LS_t%/*}" || { LS_w='Permission denied'; return 1; }
    LS_t=$PWD/$LS_l
    [ -e "$LS_t" ] || return 1
  else
    LS_l=${LS_t%/*}
    while [ "$LS_l" != "$LS_root" ] && [ -n "$LS_l" ] && [ ! -e "$LS_l" ]; do LS_l=${LS_l%/*}; done
    [ -d "$LS_l" ] || LS_w='Not a directory'
    return 1
  fi
  case $LS_t in "$LS_root"/*) ;; *) return 1 ;; esac
}

ls_do_read() {
  ls_hints "$@"
  shift $LS_k
  LS_i=0
  for LS_x; do
    ls_text "$LS_x"
    if ! ls_about "${LS_x#=}" $LS_i; then
      :
    elif ls_real "$LS_t"; then
      case $LS_t in */config) ls_bytes $LS_i "$LS_t" ;; *) ls_value $LS_i "$LS_t" ;; esac
    else
      ls_put "E $LS_i $LS_w"
    fi
    LS_i=$((LS_i + 1))
  done
}

# One write(2) of the value and a newline; nothing is created or cut short. dd names its error, or cat does.
ls_do_write() {
  ls_text "$2"
  LS_v=$LS_t
  ls_text "$1"
  if ! ls_real "$LS_t"; then
    ls_put "W $LS_w"
    return
  fi
  # sysfs asks this of root too; a copy of a tree is to answer alike.
  case $(ls -ldL -- "$LS_t") in -?[!w]??[!w]??[!w]*)
    ls_put 'W Permission denied'
    return
    ;;
  esac
  if [ -d "$LS_t" ]; then
    ls_put 'W Is a directory'
    return
  fi
  if has dd; then
    LS_d=$(printf '%s\n' "$LS_v" | dd of="$LS_t" bs=65536 conv=notrunc 2>&1)
  else
    LS_d=$({ printf '%s\n' "$LS_v" | cat >"$LS_t"; } 2>&1)
  fi && LS_d= || LS_d=${LS_d:-Input/output error}
  case $LS_d in
  '') ls_put 'W' ;;
  *)
    while IFS= read -r LS_l; do
      case $LS_l in *records*) ;; *) ls_put "W $(ls_plain "${LS_l##*: }")" ;; esac
    done <<END
$LS_d
END
    ;;
  esac
}

# What stands on devices is worked out over there; here only: where paths really are (r), names (n), text (t, of
# procfs p), and the number of a device file (d).
ls_do_look() {
  LS_i=0
  for LS_x; do
    LS_y=${LS_x%%=*}
    ls_text "=${LS_x#*=}"
    case $LS_y in
    r) if ls_real "$LS_t"; then ls_put "r $LS_i ${LS_t#"$LS_root"/}"; fi ;;
    n)
      if cd -P -- "$LS_root/$LS_t"; then
        for LS_l in * .[!.]*; do
          if [ -e "$LS_l" ] || [ -L "$LS_l" ]; then ls_put "n $LS_i $LS_l"; fi
        done
      fi
      ;;
    t) if [ -f "$LS_root/$LS_t" ]; then ls_value $LS_i "$LS_root/$LS_t"; fi ;;
    p) if [ -n "$LS_proc" ] && [ -f "$LS_proc/$LS_t" ]; then ls_value $LS_i "$LS_proc/$LS_t"; fi ;;
    d) case $LS_t in /dev/*) ls_put "d $LS_i $(stat -L -c '%t:%T' -- "$LS_t")" ;; esac ;;
    esac
    LS_i=$((LS_i + 1))
  done
}

ls_do_hello() {
  ls_put "K user $(ls_plain "$(id -un || id -u)")"
  ls_put "K uid $(id -u)"
  ls_put "K host $(ls_plain "$(uname -n)")"
  ls_put "K kernel $(ls_plain "$(uname -sr)")"
  if [ -n "$LS_root" ] && [ -d "$LS_root/bus" ]; then ls_put "K sysfs $(ls_plain "$LS_root")"; fi
  LS_v=
  if [ -n "$LS_proc" ]; then
    IFS= read -r LS_v <"$LS_proc/sys/kernel/random/boot_id" && ls_put "K boot $LS_v"
    IFS= read -r LS_v <"$LS_proc/uptime" && ls_put "K uptime ${LS_v%% *}"
    [ -z "$SSH_CONNECTION" ] || ls_put "K ssh $(ls_plain "$SSH_CONNECTION")"
    if (exec 9</dev/kmsg); then ls_put 'K kmsg yes'; fi
  fi
  ls_put "K reader ${LS_fast:-sh}"
  for LS_x in od hexdump base64 dd cat cksum readlink stat sudo udevadm python3 gzip setsid; do
    if has $LS_x; then ls_put "K has $LS_x"; fi
  done
  if has busybox && busybox uevent --help 2>&1 | grep -q 'Usage: uevent'; then ls_put 'K has uevent'; fi
}

# Lines of standard input up to an empty one, or each by itself, go out as they come.
ls_pump() {
  LS_quick=1
  while IFS= read -r LS_l; do
    case $LS_l in *[!\ -~]*) LS_l=$(ls_plain "$LS_l") ;; esac
    [ ${#LS_l} -le 2000 ] || continue
    LS_o=$LS_o$LS_l$LS_n
    if [ -z "$LS_l" ] || [ "$1" = each ]; then
      [ ${#LS_o} -gt 3900 ] || ls_frame + "$LS_o"
      LS_o=
    fi
  done
}
ls_do_uevents() {
  if has udevadm; then udevadm monitor --kernel --property | ls_pump
  elif has busybox; then busybox uevent sh -c 'env; echo' | ls_pump
  fi
}
ls_do_kmsg() {
  IFS=. read -r LS_k LS_rest <"$LS_proc/uptime"
  cat /dev/kmsg | while IFS= read -r LS_l; do
    LS_v=${LS_l#*,*,}
    LS_v=${LS_v%%,*}
    case $LS_l in ' '* | '') continue ;; esac
    case $LS_v in *[!0-9]* | '') continue ;; esac
    [ $((LS_v / 1000000)) -lt "$LS_k" ] || printf '%s\n' "$LS_l"
  done | ls_pump each
}

# ls_end PID: ends that job and all below it, if it is still ours. What hangs in the kernel ends when the kernel lets it.
ls_end() {
  LS_k=
  for LS_f in /proc/[0-9]*/stat; do
    IFS= read -r LS_l <"$LS_f" || continue
    LS_x=${LS_l%% *}
    LS_l=${LS_l##*) }
    LS_l=${LS_l#* }
    LS_k="$LS_k $LS_x:${LS_l%% *}"
  done
  LS_y=
  for LS_x in $LS_me; do
    case "$LS_k " in *" $1:$LS_x "*) LS_y=" $1 " ;; esac
  done
  LS_x=
  while [ "$LS_x" != "$LS_y" ]; do
    LS_x=$LS_y
    for LS_f in $LS_k; do
      case $LS_y in *" ${LS_f#*:} "*)
        case $LS_y in *" ${LS_f%:*} "*) ;; *) LS_y="$LS_y${LS_f%:*} " ;; esac
        ;;
      esac
    done
  done
  [ -z "$LS_y" ] || kill -9 $LS_y
}

# More rights: the requests are read on by the left side of a pipe, and writes go down it to a shell that sudo started.
# The password, when there is one, is sudo's first line of it; it stands in no argument of any process.
ls_elevate() {
  LS_id=$1
  LS_part=0
  LS_quick=
  LS_pass=
  if [ $# -gt 1 ]; then
    ls_text "$2"
    LS_pass=$LS_t
    # Tried first with nothing after it: sudo then asks no second time.
    LS_d=$(printf '%s\n' "$LS_pass" | sudo -S -p '' -- true 2>&1 >/dev/null) || {
      LS_pass=
      ls_frame . "$(ls_plain "$(printf '%s' "$LS_d" | grep -v '^ *$' | tail -n 1)")$LS_n"
      return
    }
  else
    LS_d=$(sudo -n -- true 2>&1 >/dev/null </dev/null) || {
      ls_frame . "$(ls_plain "${LS_d:-sudo refused}")$LS_n"
      return
    }
  fi
  exec 4>&1
  {
    if [ -n "$LS_pass" ]; then printf '%s\n' "$LS_pass" >&5; fi
    LS_pass=
    LS_up=1
    IFS=' ' read -r LS_x LS_y </proc/self/stat
    LS_me="$LS_me $LS_x"
    printf 'LS - %s up\n' "$LS_id" >&5
    ls_serve
  } 5>&1 >&4 | if [ $# -gt 1 ]; then sudo -S -p '' -- sh -c "LS_pipe=1$LS_n$LS_text"; else sudo -n -- sh -c "LS_pipe=1$LS_n$LS_text"; fi >&4
  exec 4>&-
}
ls_do_up() { ls_put UP; }

# A line that may lose bytes may lose the answer to a write, and a write is never made twice: it is said again until taken.
ls_again() {
  LS_i=0
  while [ "$LS_guard" = 0 ] && [ $LS_i -lt 60 ] && sleep 1; do
    LS_part=0
    ls_frame . "$1"
    LS_i=$((LS_i + 1))
  done
}

ls_job() {
  LS_id=$1
  LS_part=0
  LS_o=
  LS_quick=
  LS_verb=$2
  shift 2
  case $LS_fast:$LS_verb in
  perl:sweep | perl:read | perl:write | perl:uevents | perl:kmsg | perl:netlink)
    export LS_attrs LS_links LS_folders LS_proc
    exec perl -e "$LS_perl" "$LS_verb" "$LS_root" "$LS_id" "$LS_size" "$LS_guard" "$@"
    ;;
  python:sweep | python:read | python:write | python:uevents | python:kmsg | python:netlink)
    export LS_attrs LS_links LS_folders LS_proc
    exec python3 -c "$LS_python" "$LS_verb" "$LS_root" "$LS_id" "$LS_size" "$LS_guard" "$@"
    ;;
  esac
  "ls_do_$LS_verb" "$@"
  ls_frame . "$LS_o"
  if [ "$LS_verb" = write ]; then ls_again "$LS_o"; fi
}

ls_take() {
  case $1 in '' | *[!0-9]* | ??????????*) return ;; esac
  case $2 in
  bye)
    LS_low=1
    return
    ;;
  kill)
    case $3 in '' | *[!0-9]*) return ;; esac
    if [ -n "$LS_up" ]; then printf 'LS - %s\n' "$*" >&5; fi
    eval "LS_p=\${LS_job_$3}"
    if [ -n "$LS_p" ]; then ls_end "$LS_p" </dev/null 5>&- & fi
    return
    ;;
  elevate)
    if [ -z "$LS_up" ]; then
      LS_id=$1
      shift 2
      ls_elevate "$LS_id" "$@"
    fi
    return
    ;;
  lower)
    LS_id=$1
    LS_part=0
    ls_frame . "DOWN$LS_n"
    [ -z "$LS_up" ] || LS_low=1
    return
    ;;
  write)
    if [ -n "$LS_up" ]; then
      printf 'LS - %s\n' "$*" >&5
      return
    fi
    ;;
  hello | sweep | read | look | uevents | kmsg | netlink | up) ;;
  *) return ;;
  esac
  # Said twice, done once: numbers rise.
  if [ "$2" = write ]; then
    [ "$1" -gt "$LS_wrote" ] || return
    LS_wrote=$1
  fi
  jobs >/dev/null
  ls_job "$@" </dev/null 4>&- 5>&- &
  eval "LS_job_$1=$!"
  LS_last=$1
  # What has an end is over by the time a thousand others were asked for; what listens is not.
  case $2 in uevents | kmsg | netlink) LS_listen="$LS_listen $1" ;; esac
  LS_i=$(($1 - 1000))
  case "$LS_listen " in *" $LS_i "*) ;; *) [ $LS_i -lt 1 ] || unset "LS_job_$LS_i" ;; esac
}

ls_serve() {
  LS_low=
  while [ -z "$LS_low" ] && IFS=' ' read -r LS_x LS_y LS_l; do
    [ "$LS_x" = LS ] || continue
    if [ "$LS_y" != - ]; then
      LS_s=$(printf '%s' "$LS_l" | cksum)
      [ "c${LS_s%% *}" = "$LS_y" ] || continue
    elif [ "$LS_guard$LS_pipe" = 0 ]; then
      continue
    fi
    ls_take $LS_l
  done
}
ls_serve
# Nobody listens any more.
ls_end_job() {
  eval "LS_p=\${LS_job_$1}"
  if [ -n "$LS_p" ] && [ -d "/proc/$LS_p" ]; then ls_end "$LS_p"; fi
}
for LS_i in $LS_listen; do ls_end_job "$LS_i"; done
LS_i=$((LS_last - 1000))
[ $LS_i -gt 0 ] || LS_i=1
while [ $LS_i -le "$LS_last" ]; do
  ls_end_job "$LS_i"
  LS_i=$((LS_i + 1))
done
