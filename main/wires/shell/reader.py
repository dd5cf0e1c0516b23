# The faster reader for a far side that has python3: the same answers as agent.sh, in one process. Standard library only.
import os, posixpath, re, select, socket, struct, sys, time, zlib

verb, root, ident, size, guard = sys.argv[1:6]
args, size, guard = [os.fsencode(one) for one in sys.argv[6:]], int(size), guard == '1'
root = os.fsencode(root)
step = min(1500, size // 2)
state = {'part': 0, 'out': b'', 'careful': False}
hung = set()
mirror = bytes(int(f'{n:08b}'[::-1], 2) for n in range(256))


def checksum(text):
    # A plain sum for a line that guards itself; else as POSIX cksum, which is zlib's CRC seen in a mirror.
    if guard:
        return b's%d' % (sum(text) & 0xFFFFFFFF)
    n = len(text)
    tail = n.to_bytes((n.bit_length() + 7) // 8, 'little')
    crc = zlib.crc32((text + tail).translate(mirror), 0xFFFFFFFF)
    return b'c%d' % int(f'{crc:032b}'[::-1], 2)


def frame(flag, body):
    head = b'%s %d%s %d' % (ident.encode(), state['part'], flag, len(body))
    os.write(1, b'\2LS %s %s\n%s\3\n' % (head, checksum(head + b'\n' + body), body))
    state['part'] += 1


def put(text):
    if len(text) > size and text.count(b'\n') > 1:
        for line in text.splitlines(True):
            put(line)
        return
    if state['out'] and len(state['out']) + len(text) > size:
        frame(b'+', state['out'])
        state['out'] = b''
    state['out'] += text


def flush():
    if state['out']:
        frame(b'+', state['out'])
    state['out'] = b''


def text_of(arg):
    return re.sub(rb'\\0([0-7]{3})', lambda m: bytes([int(m[1], 8)]), arg[1:] if arg[:1] == b'=' else arg)


def why(error):
    return os.strerror(error.errno).encode()


def hex_of(data):
    pieces = re.split(rb'(\0{8,})', data)
    runs = ''.join(f'z{len(one)}.' if one.startswith(bytes(8)) else one.hex() for one in pieces)
    return '\nx'.join(runs[i:i + step] for i in range(0, len(runs), step)).encode()


def value(name, file, binary):
    try:
        fd = os.open(file, os.O_RDONLY)
        try:
            data = os.read(fd, 4096)
        finally:
            os.close(fd)
    except OSError as error:
        return put(b'E %s %s\n' % (name, why(error)))
    if binary or len(data) > step or re.search(rb'[^\x20-\x7e\n]', data):
        return put(b'X %s %s\n' % (name, hex_of(data)))
    put(b'V %s %s\n' % (name, data[:-1 if data[-1:] == b'\n' else None].replace(b'\n', b'\n+')))


def about(file, name):
    if file in hung:
        put(b'E %s Connection timed out\n' % name)
        return False
    if state['careful']:
        frame(b'+', state['out'] + b'A %s\n' % file)
        state['out'] = b''
    return True


def names(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def listed(name):
    return os.environb.get(name, b'').split()


here, below = set(), {}
for one in listed(b'LS_attrs'):
    folder, _, file = one.rpartition(b'/')
    below.setdefault(folder, []).append(file) if folder else here.add(file)
links = set(listed(b'LS_links'))


def link(file):
    try:
        return os.readlink(file)
    except OSError:
        return None


def device(path):
    folder = root + b'/' + path
    found = names(folder)
    if not found or re.search(rb'[^\x20-\x7e]', path):
        return
    put(b'D %s\n' % path)
    for name in found:
        if name in here:
            if name == b'config':
                try:
                    with open(folder + b'/power/runtime_status', 'rb') as status:
                        if status.read(64).strip() in (b'suspended', b'suspending'):
                            continue
                except OSError:
                    pass
            if about(path + b'/' + name, name):
                value(name, folder + b'/' + name, name == b'config')
        elif name in below:
            there = set(names(folder + b'/' + name))
            for file in below[name]:
                inner = name + b'/' + file
                if file in there and about(path + b'/' + inner, inner):
                    value(inner, folder + b'/' + inner, False)
        elif name in links or re.fullmatch(rb'stream\d+\.\d+\.\d+', name):
            to = link(folder + b'/' + name)
            if to is not None and not re.search(rb'[^\x20-\x7e]', to):
                put(b'l %s %s\n' % (name, to))


def sweep():
    if args:
        for one in args:
            device(text_of(one))
        return
    seen = set()
    for folder in listed(b'LS_folders'):
        for name in sorted(names(root + b'/' + folder)):
            to = link(root + b'/' + folder + b'/' + name)
            path = b'..' if to is None else posixpath.normpath(posixpath.join(folder, to))
            if path.startswith((b'..', b'/')):
                continue
            parts = path.split(b'/')
            for i in range(len(parts)):
                above = b'/'.join(parts[:i + 1])
                wanted = i == len(parts) - 1 or re.fullmatch(rb'pci[0-9a-f]{4,}:[0-9a-f]{2}', parts[i])
                if wanted and above not in seen:
                    seen.add(above)
                    device(above)


def real(path):
    """Where a path really is, below the root. Raises OSError."""
    try:
        at = os.path.realpath(root + b'/' + path, strict=True)
    except TypeError:
        # Before Python 3.10 it says nothing of what is missing: stat does.
        os.stat(root + b'/' + path)
        at = os.path.realpath(root + b'/' + path)
    if not at.startswith(root + b'/'):
        raise OSError(2, '')
    return at


def read():
    for i, arg in enumerate(args):
        path, name = text_of(arg), b'%d' % i
        if not about(path, name):
            continue
        try:
            file = real(path)
        except OSError as error:
            put(b'E %s %s\n' % (name, why(error)))
            continue
        value(name, file, file.endswith(b'/config'))


def write():
    path, text = map(text_of, args)
    try:
        file = real(path)
        # sysfs asks this of root too; a copy of a tree is to answer alike.
        if os.stat(file).st_mode & 0o222 == 0:
            raise OSError(13, '')
        fd = os.open(file, os.O_WRONLY)
        try:
            os.write(fd, text + b'\n')
        finally:
            os.close(fd)
        put(b'W\n')
    except OSError as error:
        put(b'W %s\n' % why(error))


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
        except OSError:
            continue
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
        except OSError:
            continue
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


def netlink():
    # The proposal's own notices: the family's number and its group `events` are asked for, then messages come.
    try:
        s = socket.socket(16, socket.SOCK_DGRAM, 16)
        s.bind((0, 0))
        ask = struct.pack('BBHHH', 3, 1, 0, 19, 2) + b'lockstep-trust\0\0'
        s.send(struct.pack('IHHII', 16 + len(ask), 16, 1, 1, 0) + ask)
        told = s.recv(8192)
        if struct.unpack_from('IH', told)[1] == 2:
            return put(b'no family lockstep-trust\n')
        family = parts(told[20:])
        number = struct.unpack('H', family[1])[0]
        groups = [parts(one) for one in parts(family.get(7, b'')).values()]
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
        except OSError:
            continue
        if struct.unpack_from('IH', message)[1] != number:
            continue
        has = parts(message[20:])
        record = b''
        for kind, name in kinds:
            if kind in has:
                said = b'%d' % struct.unpack('I', has[kind])[0] if kind in numbers else has[kind].rstrip(b'\0')
                record += b'%s=%s\n' % (name, said)
        frame(b'+', printable(record) + b'\n')


while args and re.match(rb'-c$|!', args[0]):
    hint = args.pop(0)
    if hint == b'-c':
        state['careful'] = True
    else:
        hung.add(hint[1:])
{'sweep': sweep, 'read': read, 'write': write, 'uevents': uevents, 'kmsg': kmsg, 'netlink': netlink}[verb]()
frame(b'.', state['out'])
# A line that may lose bytes may lose the answer to a write, and a write is never made twice: it is said again until taken.
if verb == 'write' and not guard:
    for _ in range(60):
        time.sleep(1)
        state['part'] = 0
        frame(b'.', state['out'])
