# A request, or several in turn with `;` between them: what comes after a write says what it led to, in one journey.
# Each line is a job of its own, so that one that hangs holds up nothing.

# ls_one ID VERB ARGUMENT...: answers one.
ls_one() {
  case $1 in '' | *[!0-9]* | ??????????*) return ;; esac
  case $2 in hello | sweep | read | write | carry | dump | keep | look | uevents | kmsg | up) ;; *) return ;; esac
  LS_id=$1
  LS_part=0
  LS_o=
  LS_quick=
  LS_verb=$2
  shift 2
  "ls_do_$LS_verb" "$@"
  ls_frame . "$LS_o"
}
ls_job() {
  LS_todo="$* ;"
  while [ -n "$LS_todo" ]; do
    ls_one ${LS_todo%%' ;'*}
    LS_todo=${LS_todo#*' ;'}
  done
}

# ls_note ID VERB: the job that runs now is found by it.
ls_note() {
  case $1 in '' | *[!0-9]* | ??????????*) return ;; esac
  eval "LS_job_$1=$!"
  LS_last=$1
  # What has an end is over by the time a thousand others were asked for; what listens is not.
  case $2 in uevents | kmsg | netlink) LS_listen="$LS_listen $1" ;; esac
  LS_i=$(($1 - 1000))
  case "$LS_listen " in *" $LS_i "*) ;; *) [ $LS_i -lt 1 ] || unset "LS_job_$LS_i" ;; esac
}

ls_take() {
  case $1 in '' | *[!0-9]* | ??????????*) return ;; esac
  case $2 in
  bye)
    LS_low=1
    return
    ;;
  kill)
    case $3 in '' | *[!0-9]* | ??????????*) return ;; esac
    if [ -n "$LS_up" ]; then printf 'LS %s\n' "$*" >&5; fi
    if [ -n "$LS_fast" ]; then printf '%s\n' "$*" >&6; fi
    eval "LS_p=\${LS_job_$3}"
    if [ -n "$LS_p" ]; then ls_end "$LS_p" </dev/null 5>&- 6>&- & fi
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
    LS_quick=
    ls_frame . "DOWN$LS_n"
    [ -z "$LS_up" ] || LS_low=1
    return
    ;;
  write | carry | keep)
    if [ -n "$LS_up" ]; then
      printf 'LS %s\n' "$*" >&5
      return
    fi
    ;;
  esac
  case $LS_fast:$2 in
  ?*:sweep | ?*:read | ?*:write | ?*:carry | ?*:dump | ?*:keep | ?*:look | ?*:uevents | ?*:kmsg | ?*:netlink)
    printf '%s\n' "$*" >&6
    return
    ;;
  esac
  jobs >/dev/null
  ls_job "$@" </dev/null 4>&- 5>&- 6>&- 7>&- &
  LS_y=
  LS_i=0
  for LS_x in "$@" \;; do
    if [ "$LS_x" = \; ]; then LS_i=0; else LS_i=$((LS_i + 1)); fi
    if [ $LS_i = 1 ]; then LS_y=$LS_x; elif [ $LS_i = 2 ]; then
      ls_note "$LS_y" "$LS_x"
      LS_i=2
    fi
  done
}

ls_serve() {
  LS_low=
  while [ -z "$LS_low" ] && IFS=' ' read -r LS_x LS_l; do
    if [ "$LS_x" = LS ]; then ls_take $LS_l; fi
  done
}

# Nobody listens any more.
ls_end_job() {
  eval "LS_p=\${LS_job_$1}"
  if [ -n "$LS_p" ] && [ -d "/proc/$LS_p" ]; then ls_end "$LS_p"; fi
}
ls_over() {
  for LS_i in $LS_listen; do ls_end_job "$LS_i"; done
  LS_i=$((LS_last - 1000))
  [ $LS_i -gt 0 ] || LS_i=1
  while [ $LS_i -le "$LS_last" ]; do
    ls_end_job "$LS_i"
    LS_i=$((LS_i + 1))
  done
}

# This process is one more whose jobs are ours.
ls_here() {
  IFS=' ' read -r LS_x LS_y </proc/self/stat
  LS_me="$LS_me $LS_x"
}

# A reader that is there runs beside, on the right side of a pipe that its requests go down, for as long as there is a left one.
ls_reader() {
  export LS_attrs LS_links LS_folders LS_proc
  case $LS_fast in
  perl) exec perl -e "$LS_perl" "$LS_root" "$LS_size" ;;
  python) exec python3 -c "$LS_python" "$LS_root" "$LS_size" ;;
  esac
}
# Hands on whole lines. The ash of busybox forgets the part of a line it has read when a job of it ends meanwhile: a
# request that comes in pieces would be lost without a word. Whoever reads here has no jobs.
ls_lines() {
  while IFS= read -r LS_x; do
    printf '%s\n' "$LS_x"
    case $LS_x in 'LS '*' bye') break ;; esac
  done
}

ls_all() {
  ls_here
  if [ -n "$LS_fast" ]; then
    exec 7>&1
    {
      ls_here
      ls_serve
      ls_over
    } 6>&1 >&7 | ls_reader 7>&-
  else
    ls_serve
    ls_over
  fi
}

case $(readlink /proc/$$/exe 2>/dev/null) in
*busybox*) ls_lines | ls_all ;;
*) ls_all ;;
esac
