def printable(data):
    return re.sub(rb'[^\n\x20-\x7e]', b'?', data)


def uevents():
    # By the kernel's own socket; udev is not needed.
    try:
        s = socket.socket(16, socket.SOCK_DGRAM, 15)
        s.bind((0, 1))
    except OSError as error:
        return put(b'no socket for events: %s\n' % why(error))
    for option in (33, 8):
        try:
            s.setsockopt(1, option, 1 << 25)
            break
        except OSError:
            continue
    frame(b'+', b'READY\n')
    while True:
        try:
            message, sender = s.recvfrom(16384)
        except OSError as error:
            # More came than was taken, which the kernel's count shows.
            if error.errno == errno.ENOBUFS:
                continue
            return put(b'%s\n' % why(error))
        head, _, rest = message.partition(b'\0')
        if sender[0] == 0 and b'@' in head:
            put(b'KERNEL[\n%s\n' % printable(rest.replace(b'\0', b'\n')))
        if not select.select([s], [], [], 0)[0]:
            flush()


def kmsg():
    try:
        fd = os.open('/dev/kmsg', os.O_RDONLY)
        os.lseek(fd, 0, 2)
    except OSError as error:
        return put(b'no kernel log: %s\n' % why(error))
    while True:
        try:
            line = os.read(fd, 8192).split(b'\n')[0]
        except OSError as error:
            # Lines were overwritten before they were read; the next read goes on with those that are there.
            if error.errno == errno.EPIPE:
                continue
            return put(b'%s\n' % why(error))
        if not line:
            return put(b'it ended\n')
        frame(b'+', printable(line)[:size - 1] + b'\n')


def parts(data):
    """Attributes of a netlink message by their number."""
    found = {}
    while len(data) >= 4:
        length, kind = struct.unpack_from('HH', data)
        if length < 4:
            break
        found[kind & 0x3FFF] = data[4:length]
        data = data[(length + 3) & ~3:]
    return found


def family():
    """A generic netlink socket, and what the kernel tells of the proposal's own family: None where it has none."""
    s = socket.socket(16, socket.SOCK_DGRAM, 16)
    s.bind((0, 0))
    ask = struct.pack('BBHHH', 3, 1, 0, 19, 2) + b'lockstep-trust\0\0'
    s.send(struct.pack('IHHII', 16 + len(ask), 16, 1, 1, 0) + ask)
    told = s.recv(8192)
    return s, None if struct.unpack_from('IH', told)[1] == 2 else parts(told[20:])


def netlink():
    # The proposal's own notices: the family's number and its group `events` are asked for, then messages come.
    try:
        s, has = family()
        if has is None:
            return put(b'no family lockstep-trust\n')
        number = struct.unpack('H', has[1])[0]
        groups = [parts(one) for one in parts(has.get(7, b'')).values()]
        group = next(struct.unpack('I', one[2])[0] for one in groups if one[1] == b'events\0')
        s.setsockopt(270, 1, group)
    except (OSError, KeyError, StopIteration) as error:
        return put(b'no generic netlink: %s\n' % printable(str(error).encode()))
    frame(b'+', b'READY\n')
    kinds = ((1, b'dev-name'), (2, b'trust'), (3, b'trust-old'), (4, b'reason'), (5, b'tdisp'), (6, b'seq'))
    numbers = {2, 3, 6}
    while True:
        try:
            message = s.recv(16384)
        except OSError as error:
            if error.errno == errno.ENOBUFS:
                continue
            return put(b'%s\n' % why(error))
        if struct.unpack_from('IH', message)[1] != number:
            continue
        has = parts(message[20:])
        record = b''
        for kind, name in kinds:
            if kind in has:
                said = b'%d' % struct.unpack('I', has[kind])[0] if kind in numbers else has[kind].rstrip(b'\0')
                record += b'%s=%s\n' % (name, said)
        frame(b'+', printable(record) + b'\n')
