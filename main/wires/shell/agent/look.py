def whole(name, file):
    try:
        with open(file, 'rb') as source:
            data = source.read(262144)
    except OSError as error:
        return put(b'E %s %s\n' % (name, why(error)))
    data = data[:-1 if data[-1:] == b'\n' else None]
    if re.search(rb'[^\n\x20-\x7e]', data):
        return put(b'X %s %s\n' % (name, hex_of(data)))
    put(b'V %s %s\n' % (name, data.replace(b'\n', b'\n+')))


def look_at(kind, path, name):
    if kind == b'r':
        put(b'r %s %s\n' % (name, real(path)[len(root) + 1:]))
    elif kind in b'ns':
        folder, _, beginning = path.rpartition(b'/') if kind == b's' else (path, b'', b'')
        for one in sorted(names(root + b'/' + folder)):
            if one.startswith(beginning):
                put(b'n %s %s\n' % (name, one))
    elif kind == b't' and os.path.isfile(root + b'/' + path):
        value(name, root + b'/' + path, False)
    elif kind == b'p' and proc and os.path.isfile(proc + b'/' + path):
        whole(name, proc + b'/' + path)
    elif kind == b'd' and path.startswith(b'/dev/'):
        number = os.stat(path).st_rdev
        put(b'd %s %x:%x\n' % (name, os.major(number), os.minor(number)))


proc = os.environb.get(b'LS_proc', b'')


def look():
    # What a dry run asks, as look.sh answers it.
    put(b'#\n')
    for i, arg in enumerate(args):
        kind, _, path = arg.partition(b'=')
        try:
            look_at(kind, text_of(path), b'%d' % i)
        except OSError:
            # It is not there.
            pass
