def dump():
    # The evidence that the kernel keeps of a device, as its netlink family dumps it: X type bytes, V 30 generation, V 31
    # nonce, and V 32 the error number that ended it, 0 for none. The type of the family is asked for; 93: there is none.
    objects, told, kind = {}, {}, None
    error = 71
    try:
        s, has = family()
        if has is None:
            return put(b'V 32 93\n')
        s.settimeout(20)
        name = text_of(args[0]) + b'\0'
        body = struct.pack('BBHHH', 2, 1, 0, 4 + len(name), 4) + name + bytes(-len(name) % 4)
        s.send(struct.pack('IHHII', 16 + len(body), struct.unpack('H', has[1])[0], 0x301, 1, 0) + body)
        ended = False
        while not ended:
            data = s.recv(65536)
            while len(data) >= 16:
                length, what = struct.unpack_from('IH', data)
                if what in (2, 3):
                    error, ended = -struct.unpack_from('i', data, 16)[0], True
                    break
                has = parts(data[20:length])
                if 1 in has:
                    kind = struct.unpack('I', has[1])[0]
                    objects[kind] = b''
                    told[30], told[31] = b'%d' % struct.unpack('I', has[6])[0], has[5].hex().encode()
                objects[kind] += has[8]
                data = data[max(16, (length + 3) & ~3):]
    except OSError as failed:
        error = failed.errno or 110
    except (KeyError, struct.error):
        error = 71
    for kind, data in objects.items():
        put(b'X %d %s\n' % (kind, hex_of(data)))
    for number, text in told.items():
        put(b'V %d %s\n' % (number, text))
    put(b'V 32 %d\n' % error)
