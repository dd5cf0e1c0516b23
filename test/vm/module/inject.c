// SPDX-License-Identifier: GPL-2.0
/*
 * What the world does to a device, by a line as the simulator takes it: `KIND ADDRESS [ARG]` (R21-R25, R34).
 * What happens out of the kernel's sight has two times, the cause and its detection (R24): it is possible or not at once, and
 * acted on after debugfs' `detection` milliseconds.
 */
#include <linux/slab.h>
#include "lockstep_trust.h"

struct fault {
	const char *kind;
	/* Whether it can happen to the device as it is, or -EINVAL. Under lt->state. */
	int (*possible)(const struct lt_dev *lt);
	/* Under lt->move. */
	void (*happen)(struct lt_dev *lt);
	bool unseen;
};

static int has_session(const struct lt_dev *lt)
{
	return lt->spdm ? 0 : -EINVAL;
}

static int has_stream(const struct lt_dev *lt)
{
	return lt->link == LT_IDE ? 0 : -EINVAL;
}

static int watched(const struct lt_dev *lt)
{
	return lt_guarded(lt) ? 0 : -EINVAL;
}

static int host_at_work(const struct lt_dev *lt)
{
	return lt_design.role == LT_HOST ? -EINVAL : watched(lt);
}

static int always(const struct lt_dev *lt)
{
	return 0;
}

static void spdm_loss(struct lt_dev *lt)
{
	lt_lose(lt, (struct lt_loss) { LT_SPDM_LOSS, .spdm = true, .error = true });
}

static void ide_loss(struct lt_dev *lt)
{
	lt_lose(lt, (struct lt_loss) { LT_IDE_LOSS, .link = true, .error = true });
}

static void tdisp_error(struct lt_dev *lt)
{
	lt_lose(lt, (struct lt_loss) { LT_TDISP_ERROR, .error = true });
}

/* Bus Master Enable is a register that a locked interface guards. Clear already: nothing to notice. */
static void bus_master_cleared(struct lt_dev *lt)
{
	u16 command;

	pci_read_config_word(lt->pdev, PCI_COMMAND, &command);
	if (!(command & PCI_COMMAND_MASTER))
		return;
	pci_clear_master(lt->pdev);
	lt->unmastered = true;
	tdisp_error(lt);
}

static void firmware_updated(struct lt_dev *lt)
{
	bool guarded;

	scoped_guard(spinlock, &lt->state) {
		lt_evidence_moves(lt);
		guarded = lt_guarded(lt);
	}
	pci_info(lt->pdev, "firmware updated\n");
	lt_lose(lt, (struct lt_loss) { guarded ? LT_TDISP_ERROR : LT_SPDM_LOSS, .spdm = true, .error = true });
}

static void relock(struct lt_dev *lt)
{
	lt->lock_generation++;
	lt_lose(lt, (struct lt_loss) { LT_RELOCK, .error = true });
}

/* Session and stream end with a reset; the device itself is left alone. */
static void reset(struct lt_dev *lt)
{
	pci_info(lt->pdev, "reset\n");
	lt_lose(lt, (struct lt_loss) { LT_RESET, .spdm = true, .link = true, .error = true });
}

/* Not faults: what the TSM says of the link when it was not asked, so that level 3 can be had without IDE (R46). */
static void link_ide(struct lt_dev *lt)
{
	lt->link = LT_IDE;
}

static void link_asserted(struct lt_dev *lt)
{
	lt->link = LT_ASSERTED;
}

static const struct fault faults[] = {
	{ "spdm_loss", has_session, spdm_loss, true },
	{ "ide_loss", has_stream, ide_loss, true },
	{ "tdisp_error", watched, tdisp_error, true },
	{ "bus_master_cleared", always, bus_master_cleared, true },
	{ "firmware_updated", always, firmware_updated },
	{ "drop_and_relock", host_at_work, relock },
	{ "reset", always, reset },
	{ "link_ide", has_session, link_ide },
	{ "link_asserted", has_session, link_asserted },
};

/* A fault on its way to be detected. */
struct detection {
	struct list_head node;
	struct delayed_work work;
	struct lt_dev *lt;
	const struct fault *fault;
	u32 generation;
};

static LIST_HEAD(detections);
static DEFINE_SPINLOCK(detections_lock);

static int strike(struct lt_dev *lt, const struct fault *fault)
{
	int rc = -ENODEV;

	if (mutex_lock_killable(&lt->move))
		return -EINTR;
	if (lt->pdev) {
		scoped_guard(spinlock, &lt->state)
			rc = fault->possible(lt);
		if (!rc)
			fault->happen(lt);
	}
	mutex_unlock(&lt->move);
	return rc;
}

static void detect(struct work_struct *work)
{
	struct detection *seen = container_of(to_delayed_work(work), struct detection, work);
	bool mine;

	/* What was connected or locked anew meanwhile is another session. Refused now: nothing is left to be detected. */
	if (READ_ONCE(seen->lt->evidence_generation) == seen->generation)
		strike(seen->lt, seen->fault);
	scoped_guard(spinlock, &detections_lock) {
		mine = !list_empty(&seen->node);
		list_del_init(&seen->node);
	}
	/* Else lt_inject_exit() waits for this, and frees it. */
	if (mine)
		kfree(seen);
}

static int strike_later(struct lt_dev *lt, const struct fault *fault)
{
	struct detection *coming;
	int rc = -ENODEV;

	scoped_guard(spinlock, &lt->state)
		if (lt->pdev)
			rc = fault->possible(lt);
	if (rc)
		return rc;
	coming = kzalloc(sizeof(*coming), GFP_KERNEL);
	if (!coming)
		return -ENOMEM;
	coming->lt = lt;
	coming->fault = fault;
	coming->generation = READ_ONCE(lt->evidence_generation);
	INIT_DELAYED_WORK(&coming->work, detect);
	scoped_guard(spinlock, &detections_lock)
		list_add(&coming->node, &detections);
	schedule_delayed_work(&coming->work, usecs_to_jiffies(lt_detection_us()));
	return 0;
}

/* Calls off what is still undetected. */
void lt_inject_exit(void)
{
	struct detection *coming;

	for (;;) {
		scoped_guard(spinlock, &detections_lock) {
			coming = list_first_entry_or_null(&detections, struct detection, node);
			if (coming)
				list_del_init(&coming->node);
		}
		if (!coming)
			return;
		cancel_delayed_work_sync(&coming->work);
		kfree(coming);
	}
}

static int leave(struct lt_dev *lt)
{
	struct pci_dev *pdev = lt_get_pdev(lt);

	if (!pdev)
		return -ENODEV;
	pci_stop_and_remove_bus_device_locked(pdev);
	pci_dev_put(pdev);
	return 0;
}

/*
 * The hardware is still there: looking for it again is plugging it in. Only its own bus is looked at, so that nothing else
 * that left comes back with it; when that bus has gone too, there is no slot to plug it into.
 */
static int arrive(struct lt_dev *lt)
{
	unsigned int domain, number;
	struct pci_bus *bus;

	if (lt->pdev)
		return -EEXIST;
	if (sscanf(lt->name, "%x:%x:", &domain, &number) != 2)
		return -EINVAL;
	pci_lock_rescan_remove();
	bus = pci_find_bus(domain, number);
	if (bus)
		pci_rescan_bus(bus);
	pci_unlock_rescan_remove();
	/* Some drivers probe by themselves, later. */
	wait_for_device_probe();
	return lt->pdev ? 0 : -ENODEV;
}

static const struct { const char *name; int number; } errors[] = {
	{ "none", 0 }, { "EPERM", EPERM }, { "ENOENT", ENOENT }, { "EINTR", EINTR }, { "EIO", EIO }, { "ENXIO", ENXIO },
	{ "EAGAIN", EAGAIN }, { "ENOMEM", ENOMEM }, { "EACCES", EACCES }, { "EBUSY", EBUSY }, { "ENODEV", ENODEV },
	{ "EINVAL", EINVAL }, { "ENOSPC", ENOSPC }, { "EPROTO", EPROTO }, { "EOVERFLOW", EOVERFLOW },
	{ "EOPNOTSUPP", EOPNOTSUPP }, { "ENOTCONN", ENOTCONN }, { "ETIMEDOUT", ETIMEDOUT }, { "ENOKEY", ENOKEY },
	{ "EKEYREJECTED", EKEYREJECTED },
};

/* Every call of the TSM for this device fails from now on; `none` takes that back. */
static int tsm_fails(struct lt_dev *lt, const char *name)
{
	for (int i = 0; i < ARRAY_SIZE(errors); i++) {
		if (strcmp(errors[i].name, name ?: "none"))
			continue;
		guard(spinlock)(&lt->state);
		if (!lt->pdev)
			return -ENODEV;
		lt->tsm_error = errors[i].number;
		return 0;
	}
	return -EINVAL;
}

/* The next word of the line, or NULL. */
static char *word(char **line)
{
	char *found;

	do {
		found = strsep(line, " \t\n");
	} while (found && !*found);
	return found;
}

/* Does what the line says, or answers -EINVAL for what is no such line. Writes into it. */
int lt_inject(char *line)
{
	char *kind = word(&line), *name = word(&line), *arg = word(&line), *more = word(&line);
	struct lt_dev *lt = name ? lt_find_name(name) : NULL;

	if (!lt || more)
		return -EINVAL;
	if (!strcmp(kind, "tsm_fails"))
		return tsm_fails(lt, arg);
	if (arg)
		return -EINVAL;
	if (!strcmp(kind, "leave"))
		return leave(lt);
	if (!strcmp(kind, "arrive"))
		return arrive(lt);
	for (int i = 0; i < ARRAY_SIZE(faults); i++) {
		if (strcmp(faults[i].kind, kind))
			continue;
		return faults[i].unseen && lt_detection_us() ? strike_later(lt, &faults[i]) : strike(lt, &faults[i]);
	}
	return -EINVAL;
}
