// SPDX-License-Identifier: GPL-2.0
/* The scale: what a level rests on, how high a provider reaches, and how levels are numbered. */
#include "lockstep_trust.h"

/* The level a number asks for, or -EINVAL. Of four, 2 means 3 of five where the link is secured (R44). */
int lt_level_of(unsigned int number, bool secured)
{
	if (lt_design.scale == LT_FIVE)
		return number <= 4 ? number : -EINVAL;
	if (number == 2)
		return secured ? 3 : 2;
	if (number == 3)
		return 4;
	return number < 2 ? number : -EINVAL;
}

int lt_number_of(int level)
{
	return lt_design.scale == LT_FIVE || level < 3 ? level : level - 1;
}

/* R52: nobody 2, a bare-metal TSM 3, a TSM in a confidential VM 4. */
int lt_ceiling(const struct lt_dev *lt)
{
	switch (lt->provider) {
	case LT_DEVSEC_TSM:
		return 4;
	case LT_LINK_TSM:
		return 3;
	default:
		return 2;
	}
}

/* By IDE, or by the TSM's word (R46). */
bool lt_secured(const struct lt_dev *lt)
{
	return lt->link == LT_IDE || lt->link == LT_ASSERTED;
}

/* TDISP watches the interface. */
bool lt_guarded(const struct lt_dev *lt)
{
	return lt->tdisp == LT_LOCKED || lt->tdisp == LT_RUN;
}

/* True when everything the level rests on is there: 4 on RUN, session and link; 3 on the link (R21). */
bool lt_stands(const struct lt_dev *lt)
{
	if (lt->level == 4)
		return lt->tdisp == LT_RUN && lt->spdm && lt_secured(lt);
	return lt->level != 3 || lt_secured(lt);
}

/* A bound driver is released on entering and leaving 0 and 4 (O7). */
bool lt_crosses(int from, int to)
{
	return from != to && (from == 0 || to == 0 || from == 4 || to == 4);
}
