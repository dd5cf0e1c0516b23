def keep():
    # Evidence for our kernel module to keep, as keep.sh has it.
    try:
        fd = os.open(root + b'/kernel/debug/lockstep_trust/evidence', os.O_WRONLY)
        try:
            os.write(fd, text_of(args[0]))
        finally:
            os.close(fd)
        put(b'W\n')
    except OSError as error:
        put(b'W %s\n' % why(error))
