// SPDX-License-Identifier: GPL-2.0
/* What the kernel says when a level moves or an interface breaks: uevent, netlink message, log line (R21, R25). */
#include <linux/module.h>
#include "lockstep_trust.h"

/* The wire format is lockstep-trust.yaml, beside this file. */
enum { A_UNSPEC, A_DEV_NAME, A_TRUST, A_TRUST_OLD, A_REASON, A_TDISP, A_SEQ, A_END };

static const char * const reasons[] = {
	"write", "unlock", "disconnect", "spdm_loss", "ide_loss", "tdisp_error", "reset", "override", "relock",
};

static const struct genl_multicast_group groups[] = { { .name = "events" } };
struct genl_family lt_family __ro_after_init = {
	.name = "lockstep-trust",
	.version = 1,
	.maxattr = A_END - 1,
	.module = THIS_MODULE,
	.ops = lt_evidence_ops,
	.n_ops = ARRAY_SIZE(lt_evidence_ops),
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
};

/* What is said is numbered in the order it is said. */
static DEFINE_MUTEX(speech);
static u32 sequence;

struct told {
	struct pci_dev *pdev;
	unsigned int trust, old;
	const char *reason, *tdisp;
};

static void say_uevent(const struct told *told)
{
	char trust[16], old[20], reason[40], tdisp[32];
	char *env[] = { trust, old, reason, tdisp, NULL };

	snprintf(trust, sizeof(trust), "TRUST=%u", told->trust);
	snprintf(old, sizeof(old), "TRUST_OLD=%u", told->old);
	snprintf(reason, sizeof(reason), "TRUST_REASON=%s", told->reason);
	snprintf(tdisp, sizeof(tdisp), "TDISP=%s", told->tdisp);
	kobject_uevent_env(&told->pdev->dev.kobj, KOBJ_CHANGE, env);
}

static void say_netlink(const struct told *told)
{
	struct sk_buff *skb = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	void *header;

	sequence++;
	if (!skb)
		return;
	header = genlmsg_put(skb, 0, sequence, &lt_family, 0, LT_EVENT);
	if (!header || nla_put_string(skb, A_DEV_NAME, pci_name(told->pdev)) ||
	    nla_put_u32(skb, A_TRUST, told->trust) || nla_put_u32(skb, A_TRUST_OLD, told->old) ||
	    nla_put_string(skb, A_REASON, told->reason) || nla_put_string(skb, A_TDISP, told->tdisp) ||
	    nla_put_u32(skb, A_SEQ, sequence)) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, header);
	/* -ESRCH when nobody listens. */
	genlmsg_multicast(&lt_family, skb, 0, 0, GFP_KERNEL);
}

static void say_log(const struct told *told, bool fall, bool broken)
{
	char what[40];

	if (told->old == told->trust)
		snprintf(what, sizeof(what), "trust stays %u", told->trust);
	else
		snprintf(what, sizeof(what), "trust %s%u -> %u", fall ? "falls " : "", told->old, told->trust);
	if (fall || broken)
		pci_warn(told->pdev, "%s (%s), TDISP %s\n", what, told->reason, told->tdisp);
	else
		pci_info(told->pdev, "%s (%s), TDISP %s\n", what, told->reason, told->tdisp);
}

/* Tells of a move from level @from to where the device is now. Under lt->move. */
void lt_notify(struct lt_dev *lt, int from, enum lt_reason reason, bool fall)
{
	struct told told = {
		.pdev = lt->pdev,
		.trust = lt_number_of(lt->level),
		.old = lt_number_of(from),
		.reason = reasons[reason],
		.tdisp = lt_tdisp_names[READ_ONCE(lt->tdisp)],
	};

	guard(mutex)(&speech);
	say_uevent(&told);
	say_netlink(&told);
	say_log(&told, fall, lt->tdisp == LT_ERROR);
}

int lt_notify_init(void)
{
	return genl_register_family(&lt_family);
}

void lt_notify_exit(void)
{
	genl_unregister_family(&lt_family);
}
