/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a test machine says by itself, one line a notice, fields separated by tabs:
 *   u KEY=VALUE...                    a uevent of the kernel, its environment in order
 *   g FAMILY KEY=VALUE...             a message of the netlink family lockstep-trust, group events
 *   k PRIORITY TEXT [KEY=VALUE...]    a line of the kernel log
 *   lost WHAT                         something was said that could not be heard
 * Whatever a write causes is in the sockets before the write returns: the kernel sends from the writer's own context.
 */
#ifndef LOCKSTEP_EARS_H
#define LOCKSTEP_EARS_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct ears {
	int uevents, netlink, log;
	int family;	/* -1: the kernel has no such family */
};

#define EARS_FAMILY "lockstep-trust"

/* Tabs and newlines would end a field; backslashes too, so that this can be undone. */
static inline void ears_put(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = text[i];

		if (c == '\\' || c < ' ' || c == 0x7f)
			printf("\\x%02x", c);
		else
			putchar(c);
	}
}

static inline int ears_socket(int protocol, unsigned int groups)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = groups };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol), size = 8 << 20;

	if (fd < 0 || bind(fd, (void *)&address, sizeof(address)))
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	return fd;
}

static inline struct nlattr *ears_next(struct nlattr *at)
{
	return (void *)((char *)at + NLA_ALIGN(at->nla_len));
}

/* Finds the family's number, and joins its first group. */
static inline int ears_join(int fd)
{
	struct {
		struct nlmsghdr head;
		struct genlmsghdr generic;
		struct nlattr name;
		char text[16];
	} ask = {
		.head = { .nlmsg_len = sizeof(ask), .nlmsg_type = GENL_ID_CTRL, .nlmsg_flags = NLM_F_REQUEST },
		.generic = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 },
		.name = { .nla_len = NLA_HDRLEN + sizeof(EARS_FAMILY), .nla_type = CTRL_ATTR_FAMILY_NAME },
		.text = EARS_FAMILY,
	};
	char answer[8192];
	int family = -1, group = -1;
	ssize_t length;

	_Static_assert(sizeof(EARS_FAMILY) <= sizeof(ask.text), "name fits");
	if (send(fd, &ask, sizeof(ask), 0) < 0)
		return -1;
	/* The controller answers before send() returns. */
	length = recv(fd, answer, sizeof(answer), 0);
	if (length < (ssize_t)NLMSG_LENGTH(GENL_HDRLEN) || ((struct nlmsghdr *)answer)->nlmsg_type == NLMSG_ERROR)
		return -1;
	for (struct nlattr *at = (void *)(answer + NLMSG_LENGTH(GENL_HDRLEN)); (char *)at < answer + length;
	     at = ears_next(at)) {
		struct nlattr *inner = at + 2;	/* into the first group of the list */

		if (at->nla_type == CTRL_ATTR_FAMILY_ID)
			family = *(unsigned short *)(at + 1);
		if ((at->nla_type & NLA_TYPE_MASK) != CTRL_ATTR_MCAST_GROUPS)
			continue;
		for (; (char *)inner < (char *)at + at->nla_len; inner = ears_next(inner))
			if (inner->nla_type == CTRL_ATTR_MCAST_GRP_ID)
				group = *(int *)(inner + 1);
	}
	if (group < 0 || setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)))
		return -1;
	return family;
}

static inline struct ears ears_open(void)
{
	struct ears ears = {
		.uevents = ears_socket(NETLINK_KOBJECT_UEVENT, 1),
		.netlink = ears_socket(NETLINK_GENERIC, 0),
		.log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC),
	};

	ears.family = ears_join(ears.netlink);
	lseek(ears.log, 0, SEEK_END);
	return ears;
}

static inline void ears_close(struct ears ears)
{
	close(ears.uevents);
	close(ears.netlink);
	close(ears.log);
}

static inline void ears_uevents(int fd)
{
	char message[8192];
	ssize_t length;

	while ((length = recv(fd, message, sizeof(message) - 1, 0)) >= 0) {
		message[length] = '\0';
		printf("u");
		/* The first string repeats ACTION and DEVPATH. */
		for (char *at = message + strlen(message) + 1; at < message + length; at += strlen(at) + 1) {
			putchar('\t');
			ears_put(at, strlen(at));
		}
		putchar('\n');
	}
	if (errno == ENOBUFS)
		printf("lost\tuevents\n");
}

static inline void ears_netlink(int fd, int family)
{
	static const char * const names[] = { NULL, "dev-name", "trust", "trust-old", "reason", "tdisp", "seq" };
	char message[8192];
	ssize_t length;

	while ((length = recv(fd, message, sizeof(message), 0)) >= 0) {
		if (((struct nlmsghdr *)message)->nlmsg_type != family)
			continue;
		printf("g\t%s", EARS_FAMILY);
		for (struct nlattr *at = (void *)(message + NLMSG_LENGTH(GENL_HDRLEN)); (char *)at < message + length;
		     at = ears_next(at)) {
			unsigned int type = at->nla_type & NLA_TYPE_MASK;

			if (type == 0 || type >= sizeof(names) / sizeof(*names))
				continue;
			printf("\t%s=", names[type]);
			if (type == 1 || type == 4 || type == 5)
				ears_put((char *)(at + 1), strnlen((char *)(at + 1), at->nla_len - NLA_HDRLEN));
			else
				printf("%u", *(unsigned int *)(at + 1));
		}
		putchar('\n');
	}
	if (errno == ENOBUFS)
		printf("lost\tnetlink\n");
}

static inline void ears_log(int fd)
{
	char record[8192];

	for (;;) {
		ssize_t length = read(fd, record, sizeof(record) - 1);
		char *text, *end;

		if (length < 0 && errno == EPIPE) {
			printf("lost\tlog\n");
			continue;
		}
		if (length <= 0)
			return;
		record[length] = '\0';
		text = strchr(record, ';');
		if (!text)
			continue;
		end = strchr(++text, '\n') ?: record + length;
		printf("k\t%d\t", atoi(record) & 7);
		ears_put(text, end - text);
		for (char *key = end; *key == '\n' && key[1] == ' '; key = end) {
			end = strchr(key + 1, '\n') ?: record + length;
			putchar('\t');
			ears_put(key + 2, end - key - 2);
		}
		putchar('\n');
	}
}

/* Says everything that was heard since the last time. */
static inline void ears_tell(struct ears ears)
{
	ears_uevents(ears.uevents);
	ears_netlink(ears.netlink, ears.family);
	ears_log(ears.log);
}

#endif
