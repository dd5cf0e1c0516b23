/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trust of a PCI device, as the March 2026 discussion proposes it: what the files of this module share.
 *
 * Locks, in the order they are taken:
 *   lt_dev.move   a device's level, driver and interface move under it; held while drivers come and go
 *   device_lock   the driver core's own
 *   lt_dev.state  the facts below it; never held while anything waits
 * Beside them, never with one of them: lt_dev.mailbox, while an object goes to the device and back.
 * The TSM core calls link operations under a lock of its own that every device shares: they take `state` only, and leave a
 * fall to the device's own work, so that one device whose probe hangs cannot hold up the others.
 */
#ifndef LOCKSTEP_TRUST_H
#define LOCKSTEP_TRUST_H

#include <linux/completion.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <net/genetlink.h>

struct dentry;
struct tsm_dev;

enum lt_role { LT_HOST, LT_GUEST };
enum lt_provider { LT_NOBODY, LT_LINK_TSM, LT_DEVSEC_TSM };
enum lt_tdisp { LT_UNLOCKED, LT_LOCKED, LT_RUN, LT_ERROR };
enum lt_link { LT_OPEN, LT_IDE, LT_ASSERTED, LT_LOST };
enum lt_scale { LT_FIVE, LT_FOUR };
enum lt_fall { LT_TO_ZERO, LT_TO_LIMITED };
enum lt_commit { LT_KICK, LT_ACKNOWLEDGE };
enum lt_bound { LT_REBIND, LT_EBUSY };

/* Why a level moved, as TRUST_REASON says it. */
enum lt_reason {
	LT_WRITE, LT_UNLOCK, LT_DISCONNECT, LT_SPDM_LOSS, LT_IDE_LOSS, LT_TDISP_ERROR, LT_RESET, LT_OVERRIDE, LT_RELOCK,
};

/* One answer to each open point of the discussion; set when the module is loaded. */
struct lt_design {
	enum lt_role role;
	enum lt_scale scale;
	enum lt_fall fall;
	enum lt_commit commit;
	enum lt_bound bound;
	int default_level;
	bool veto;	/* at level 0 a bind is refused; without, the driver is released as soon as it is bound */
};

#define LT_NONCE 32
/* Certificate slots 0-7, VCA, measurements, interface report: as March's evidence-read numbers them. */
#define LT_TYPES 11

/* Objects that were gathered of a device in one generation. Never changed while it is kept. */
struct lt_evidence {
	refcount_t refs;
	struct rcu_head rcu;
	u32 generation;
	u8 nonce[LT_NONCE];
	size_t length;
	u8 objects[];
};

struct lt_object {
	u32 type;
	size_t length;
	const u8 *bytes;
};

/* A place on the bus. It stays known when its device leaves: generations go on counting when one comes back. */
struct lt_dev {
	struct list_head node;
	char name[24];
	struct mutex move;
	spinlock_t state;

	/* Changed under move and state, so that holding either is enough to read them. */
	struct pci_dev *pdev;	/* NULL while nothing is plugged in */
	int level;

	/* Under state. */
	enum lt_tdisp tdisp;
	enum lt_link link;
	bool spdm, connected, locked, ide_capable;
	enum lt_provider provider;
	u32 evidence_generation, lock_generation;
	struct lt_evidence *evidence;	/* of that generation; NULL: none was handed down */
	int tsm_error;		/* errno of every TSM call for it; 0: they succeed */
	bool unmastered;	/* a fault cleared Bus Master Enable; under move */

	struct mutex mailbox;
	bool doe_file;		/* under a lock of doe.c */

	struct work_struct settle;
	enum lt_reason settle_reason;
	struct completion settled;
};

/* params.c */
extern struct lt_design lt_design;
int lt_params_read(void);

/* registry.c: the devices there are */
struct lt_dev *lt_find(const struct device *dev);
struct lt_dev *lt_find_name(const char *name);
struct lt_dev *lt_plug(struct pci_dev *pdev);
void lt_unplug(struct lt_dev *lt);
struct pci_dev *lt_get_pdev(struct lt_dev *lt);
void lt_each(void (*act)(struct lt_dev *lt));
void lt_forget_all(void);

/* level.c: what a level is, rests on, and how it is numbered */
int lt_level_of(unsigned int number, bool secured);
int lt_number_of(int level);
int lt_ceiling(const struct lt_dev *lt);
bool lt_secured(const struct lt_dev *lt);
bool lt_guarded(const struct lt_dev *lt);
bool lt_stands(const struct lt_dev *lt);
bool lt_crosses(int from, int to);

#define LT_STAYS (-1)

/* trust.c: moving a device */
struct lt_move {
	int to;
	enum lt_reason reason;
	bool fall;
	int tdisp;	/* where the interface goes on the way, or LT_STAYS */
};
void lt_move(struct lt_dev *lt, struct lt_move move);
extern const struct attribute_group lt_trust_group;

/* keepoff.c: no driver while the level is 0, nor in the middle of a move */
void lt_keep_off(struct lt_dev *lt);
void lt_let_on(struct pci_dev *pdev);

/* fall.c */
struct lt_loss {
	enum lt_reason reason;
	bool spdm, link, error;
};
void lt_lose(struct lt_dev *lt, struct lt_loss loss);
void lt_settle_later(struct lt_dev *lt, enum lt_reason reason);
void lt_settle_work(struct work_struct *work);
int lt_settle_init(void);
void lt_settle_exit(void);

/* lock.c: a guest's TSM */
extern const struct attribute_group lt_guest_group;
int lt_devsec_register(struct device *parent);
void lt_devsec_unregister(void);

/* link.c: a host's TSM */
int lt_link_register(struct device *parent);
void lt_link_unregister(void);

/* facts.c: what a TSM knows of an interface, and what here is only said */
extern struct attribute *lt_fact_attrs[];
extern const struct attribute_group lt_host_group;
extern const char * const lt_tdisp_names[];
int lt_show_mode(struct tsm_dev *tsm);
void lt_hide_mode(struct tsm_dev *tsm);
void lt_say_asserted(void);
ssize_t trust_asserted_show(struct device *dev, struct device_attribute *attr, char *buf);

/* evidence.c: what was gathered, for as long as it holds; dump.c: handed up by netlink */
void lt_evidence_init(struct dentry *parent);
void lt_evidence_moves(struct lt_dev *lt);
void lt_evidence_forget(struct lt_dev *lt);
struct lt_evidence *lt_evidence_get(struct lt_dev *lt);
void lt_evidence_put(struct lt_evidence *kept);
bool lt_evidence_holds(struct lt_dev *lt, const struct lt_evidence *kept);
bool lt_evidence_next(const struct lt_evidence *kept, size_t *at, struct lt_object *object);
extern const struct genl_ops lt_evidence_ops[1];

/* notify.c: the netlink family and its commands */
enum { LT_UNSPEC, LT_EVENT, LT_EVIDENCE_READ };
extern struct genl_family lt_family;
int lt_notify_init(void);
void lt_notify_exit(void);
void lt_notify(struct lt_dev *lt, int from, enum lt_reason reason, bool fall);

/* inject.c, debugfs.c: faults */
int lt_inject(char *line);
void lt_inject_exit(void);
void lt_tsm_latency(void);
unsigned int lt_detection_us(void);
void lt_debugfs_init(void);
void lt_debugfs_exit(void);

/* doe.c: objects to a device's mailbox, and back */
void lt_doe_init(struct dentry *parent);
void lt_doe_exit(void);
void lt_doe_add(struct lt_dev *lt);
void lt_doe_remove(struct lt_dev *lt);

/* emulate.c: the TEE bit and the IDE capability that QEMU's devices lack */
int lt_emulate_init(void);
void lt_emulate_exit(void);
void lt_emulate(struct pci_dev *pdev);
void lt_unemulate(struct pci_dev *pdev);
bool lt_has_tee(struct pci_dev *pdev);
bool lt_has_ide(struct pci_dev *pdev);

/* hotplug.c: devices and drivers that come and go */
int lt_hotplug_init(void);
void lt_hotplug_stop(void);
void lt_hotplug_exit(void);
void lt_attributes_add(struct lt_dev *lt);

#endif
