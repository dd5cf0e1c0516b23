// SPDX-License-Identifier: GPL-2.0
/* The `trust` attribute: a write is a check of reality (R10), and at the TCB level the kick that makes it real (R14, R19). */
#include <linux/kstrtox.h>
#include "lockstep_trust.h"

/*
 * Moves the level and all that hangs on it: the driver is released where the level crosses 0 or 4, the interface moves,
 * notices go out, and the core looks for a driver again unless the level is 0. Under lt->move.
 */
void lt_move(struct lt_dev *lt, struct lt_move move)
{
	struct pci_dev *pdev = lt->pdev;
	int from = lt->level;
	bool crosses = lt_crosses(from, move.to);

	lockdep_assert_held(&lt->move);
	if (crosses)
		lt_keep_off(lt);
	scoped_guard(spinlock, &lt->state) {
		if (move.tdisp != LT_STAYS)
			lt->tdisp = move.tdisp;
		/* An interface that leaves RUN, and a fall, take along what spoke for them. */
		if (move.fall || move.tdisp == LT_UNLOCKED || move.tdisp == LT_ERROR)
			lt_evidence_forget(lt);
		lt->level = move.to;
	}
	lt_notify(lt, from, move.reason, move.fall);
	if (!crosses || move.to == 0)
		return;
	lt_let_on(pdev);
	/* No driver is no failure: the level is what was asked for. */
	if (!pdev->dev.driver && device_attach(&pdev->dev) < 0)
		pci_dbg(pdev, "no driver attached\n");
}

static bool interface_ready(const struct lt_dev *lt)
{
#ifdef LT_MUTANT_SECOND_TRUST
	if (lt->tdisp == LT_ERROR)
		return true;
#endif
	return lt->tdisp == (lt_design.commit == LT_KICK ? LT_LOCKED : LT_RUN);
}

/* The level a write asks for if nothing speaks against it, or what it is refused with; in the order of the March table. */
static int check(struct lt_dev *lt, unsigned int number)
{
	bool driver = lt->pdev->dev.driver;
	int to;

	guard(spinlock)(&lt->state);
	to = lt_level_of(number, lt_secured(lt));
	if (to < 0)
		return to;
	if (number == lt_number_of(lt->level))
		return lt->level;
	if (lt_design.bound == LT_EBUSY && driver && lt_crosses(lt->level, to))
		return -EBUSY;
#ifndef LT_MUTANT_LOWER_IN_RUN
	if (to != 0 && to != 4 && lt->tdisp == LT_RUN)
		return -EBUSY;
#endif
	if (to > lt_ceiling(lt))
		return -EOPNOTSUPP;
	if (to == 3 && !lt_secured(lt))
		return -EPERM;
	if (to == 4 && !interface_ready(lt))
		return -EPERM;
	if (to == 4 && lt_design.commit == LT_KICK && lt->tsm_error)
		return -lt->tsm_error;
	return to;
}

/* 0 in RUN: the TSM stops the interface first. When it fails the interface counts as broken; 0 succeeds all the same (O2). */
static int stop(struct lt_dev *lt)
{
	lt_tsm_latency();
	guard(spinlock)(&lt->state);
	if (lt->tsm_error)
		return LT_ERROR;
	lt->locked = false;
	return LT_UNLOCKED;
}

static int write_level(struct lt_dev *lt, unsigned int number)
{
	struct lt_move move = { .reason = LT_WRITE, .tdisp = LT_STAYS };

	move.to = check(lt, number);
	if (move.to < 0)
		return move.to;
	if (move.to == lt->level && number == lt_number_of(lt->level))
		return 0;
	if (move.to == 0 && lt->tdisp == LT_RUN)
		move.tdisp = stop(lt);
	if (move.to == 4 && lt_design.commit == LT_KICK) {
		lt_tsm_latency();
		move.tdisp = LT_RUN;
	}
	lt_move(lt, move);
	/* A link that was taken down meanwhile takes the level with it. */
	if (!lt_stands(lt))
		lt_lose(lt, (struct lt_loss) { .reason = LT_IDE_LOSS, .link = true, .error = true });
	return 0;
}

static ssize_t trust_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t len)
{
	struct lt_dev *lt = lt_find(dev);
	unsigned int number;
	int rc;

	if (kstrtouint(buf, 0, &number))
		return -EINVAL;
	if (!lt)
		return -ENODEV;
	if (mutex_lock_killable(&lt->move))
		return -EINTR;
	rc = lt->pdev ? write_level(lt, number) : -ENODEV;
	mutex_unlock(&lt->move);
	return rc ?: len;
}

/* Waits for nobody: a device whose probe hangs can still be read. */
static ssize_t trust_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return lt ? sysfs_emit(buf, "%d\n", lt_number_of(READ_ONCE(lt->level))) : -ENODEV;
}
static DEVICE_ATTR_RW(trust);
static DEVICE_ATTR_RO(trust_asserted);

static struct attribute *trust_attrs[] = { &dev_attr_trust.attr, &dev_attr_trust_asserted.attr, NULL };
const struct attribute_group lt_trust_group = { .attrs = trust_attrs };
