// SPDX-License-Identifier: GPL-2.0
/* Falling out of trust: what a level rested on is gone, so the level goes by itself, and tells (R21-R25). */
#include <linux/jiffies.h>
#include "lockstep_trust.h"

static struct workqueue_struct *falls;

static int fall_to(void)
{
	return lt_design.fall == LT_TO_ZERO ? 0 : 1;
}

/*
 * Takes away what the loss names, then lets the level fall if it rested on that: cause, interface, level (R24). An interface
 * that breaks under a level that stays still tells. Under lt->move.
 */
void lt_lose(struct lt_dev *lt, struct lt_loss loss)
{
	bool breaks, breaks_link, falls_down;

	lockdep_assert_held(&lt->move);
	scoped_guard(spinlock, &lt->state) {
		/* The keys of an IDE stream come from the session, so the stream does not outlive it; the TSM's word does. */
		bool keys = loss.spdm && lt->spdm && lt->link == LT_IDE;

		breaks_link = lt_secured(lt) && (loss.link || keys);
		if (breaks_link)
			lt->link = LT_LOST;
		if (loss.spdm)
			lt->spdm = false;
		breaks = loss.error && lt_guarded(lt);
		if (breaks)
			lt->tdisp = LT_ERROR;
		if (loss.spdm || breaks_link || breaks)
			lt_evidence_forget(lt);
		falls_down = !lt_stands(lt);
#ifdef LT_MUTANT_MISSING_FALL
		if (loss.reason == LT_IDE_LOSS)
			falls_down = false;
#endif
	}
	if (falls_down)
		lt_move(lt, (struct lt_move) { fall_to(), loss.reason, .fall = true, .tdisp = LT_STAYS });
	else if (breaks)
		lt_notify(lt, lt->level, loss.reason, false);
}

void lt_settle_work(struct work_struct *work)
{
	struct lt_dev *lt = container_of(work, struct lt_dev, settle);

	scoped_guard(mutex, &lt->move) {
		enum lt_reason reason = lt->settle_reason;

		if (!lt->pdev)
			break;
		/* A driver that slipped in where none may be. */
		if (reason == LT_OVERRIDE && lt->level == 0 && lt->pdev->dev.driver) {
			lt_keep_off(lt);
			lt_notify(lt, 0, reason, false);
		} else if (!lt_stands(lt)) {
			lt_move(lt, (struct lt_move) { fall_to(), reason, .fall = true, .tdisp = LT_STAYS });
		}
	}
	complete_all(&lt->settled);
}

/*
 * Lets the device settle where it may be, by its own work, for a caller that holds locks which a driver's release may need.
 * Waits, so that a write has had its effects when it returns; but not for ever, so that a driver that hangs holds up only
 * its own device.
 */
void lt_settle_later(struct lt_dev *lt, enum lt_reason reason)
{
	lt->settle_reason = reason;
	reinit_completion(&lt->settled);
	queue_work(falls, &lt->settle);
	if (reason != LT_OVERRIDE)
		wait_for_completion_timeout(&lt->settled, 5 * HZ);
}

int lt_settle_init(void)
{
	falls = alloc_workqueue("lockstep_trust", WQ_UNBOUND, 0);
	return falls ? 0 : -ENOMEM;
}

void lt_settle_exit(void)
{
	destroy_workqueue(falls);
}
