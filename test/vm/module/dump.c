// SPDX-License-Identifier: GPL-2.0
/*
 * evidence-read of the netlink family: the kept evidence of a device, as a dump. An object goes in parts: its first message
 * says what it is, those after it hold `val` alone. -EAGAIN when the evidence changes before its end. lockstep-trust.yaml
 * has the format.
 */
#include <linux/err.h>
#include "lockstep_trust.h"

enum {
	E_UNSPEC, E_TYPE, E_TYPE_MASK, E_FLAGS, E_DEV_NAME, E_NONCE, E_GENERATION, E_LENGTH, E_VAL, E_END,
};

/* Of a message's val, at most: the rest of it has room in any buffer that a dump is given. */
#define PART 2048

/* A flag: a digest in place of each object. That is for a TSM to make, and none is made here. */
#define DIGEST BIT(0)

static const struct nla_policy policy[E_END] = {
	[E_TYPE_MASK] = NLA_POLICY_MASK(NLA_U32, BIT(LT_TYPES) - 1),
	[E_FLAGS] = NLA_POLICY_MASK(NLA_U32, DIGEST),
	[E_DEV_NAME] = { .type = NLA_NUL_STRING, .len = 19 },
	[E_NONCE] = NLA_POLICY_MAX_LEN(256),
};

/* Where a dump is; in netlink_callback.ctx. */
struct dump {
	struct lt_dev *lt;
	struct lt_evidence *kept;
	size_t at, said;	/* the object that is next, and bytes of it that are out */
	u32 types;
};

static struct dump *dump_of(struct netlink_callback *cb)
{
	NL_ASSERT_CTX_FITS(struct dump);
	return (struct dump *)cb->ctx;
}

/* Nobody here can have it measured anew: under another nonce than it was gathered with there is none. */
static bool has_nonce(const struct lt_evidence *kept, const struct nlattr *wanted)
{
	return !wanted || (nla_len(wanted) == LT_NONCE && !memcmp(nla_data(wanted), kept->nonce, LT_NONCE));
}

static int read_start(struct netlink_callback *cb)
{
	struct nlattr **attrs = genl_info_dump(cb)->attrs;
	struct dump *dump = dump_of(cb);
	struct lt_evidence *kept;

	if (!attrs[E_DEV_NAME])
		return -EINVAL;
	if (attrs[E_FLAGS] && nla_get_u32(attrs[E_FLAGS]) & DIGEST)
		return -EOPNOTSUPP;
	dump->lt = lt_find_name(nla_data(attrs[E_DEV_NAME]));
	if (!dump->lt)
		return -ENODEV;
	kept = lt_evidence_get(dump->lt);
	if (IS_ERR(kept))
		return PTR_ERR(kept);
	if (!has_nonce(kept, attrs[E_NONCE])) {
		lt_evidence_put(kept);
		return -ENODATA;
	}
	dump->kept = kept;
	dump->types = attrs[E_TYPE_MASK] ? nla_get_u32(attrs[E_TYPE_MASK]) : BIT(LT_TYPES) - 1;
	return 0;
}

static int read_done(struct netlink_callback *cb)
{
	lt_evidence_put(dump_of(cb)->kept);
	return 0;
}

/* One message: the next part of @object. False when the buffer is full. */
static bool say_part(struct sk_buff *skb, struct netlink_callback *cb, const struct lt_object *object)
{
	struct dump *dump = dump_of(cb);
	size_t length = min(object->length - dump->said, (size_t)PART);
	void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq, &lt_family, NLM_F_MULTI,
				   LT_EVIDENCE_READ);

	if (!header)
		return false;
	if ((!dump->said && (nla_put_u32(skb, E_TYPE, object->type) ||
			     nla_put_u32(skb, E_GENERATION, dump->kept->generation) ||
			     nla_put_u32(skb, E_LENGTH, object->length) ||
			     nla_put(skb, E_NONCE, LT_NONCE, dump->kept->nonce))) ||
	    nla_put(skb, E_VAL, length, object->bytes + dump->said)) {
		genlmsg_cancel(skb, header);
		return false;
	}
	genlmsg_end(skb, header);
	dump->said += length;
	return true;
}

static int read_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump *dump = dump_of(cb);
	struct lt_object object;
	size_t after = dump->at;

	if (!lt_evidence_holds(dump->lt, dump->kept))
		return -EAGAIN;
	while (lt_evidence_next(dump->kept, &after, &object)) {
		while (dump->types & BIT(object.type) && dump->said < object.length)
			if (!say_part(skb, cb, &object))
				return skb->len ?: -EMSGSIZE;
		dump->at = after;
		dump->said = 0;
	}
	/* The end says that all of it was one evidence, and that this still held. */
	return lt_evidence_holds(dump->lt, dump->kept) ? 0 : -EAGAIN;
}

const struct genl_ops lt_evidence_ops[1] = { {
	.cmd = LT_EVIDENCE_READ,
	.flags = GENL_ADMIN_PERM,
	.start = read_start,
	.dumpit = read_dump,
	.done = read_done,
	.policy = policy,
	.maxattr = E_END - 1,
} };
