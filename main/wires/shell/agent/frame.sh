# Lockstep's far end: answers framed requests on its standard input. POSIX sh; nothing is written to any disk.
# The lines before these set: LS_sys (where sysfs is), LS_proc (procfs, or empty), LS_size (longest body of a frame),
# LS_attrs, LS_links, LS_folders (what may be read), LS_perl, LS_python (readers' text).
# Requests: `LS <id> <verb> <argument…>`; an argument is `=` and the text, bytes beyond plain ones as \0ooo.
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
  if [ -n "$LS_quick" ]; then LS_s=-; else ls_sum "$LS_h" "$2"; fi
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

ls_plain() { printf '%s' "$1" | tr -c ' -~' '?'; }
