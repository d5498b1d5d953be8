"""System calls that no child may make, in groups, each group with its reason.

Numbers are ``name:x86_64:aarch64``, ``-`` where an architecture has no such call; from the kernel's
arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (aarch64 uses the generic table).

A deny list, not an allow list: which harmless calls the C library, CPython, tokio and wasmtime make differs
between their versions and machines, and a forgotten one would break a user's build in a way nobody can
read. The weak side of a deny list is the call that is new; so everything after ``LAST_REVIEWED`` does not
exist for a child (ENOSYS, as on an older kernel).
"""

from __future__ import annotations

LAST_REVIEWED = 450  # set_mempolicy_home_node, Linux 5.17; higher numbers and the x32 calls (bit 30) answer ENOSYS

# No socket of any family, and none of the calls that would use one handed over: Landlock knows TCP only
# (and UDP on very new kernels), and a socket also reaches abstract names, netlink and the kernel's less
# trodden protocols.
SOCKETS = "bind:49:200 listen:50:201 accept:43:202 accept4:288:242"
# Of these, the part of a client: let through where a profile has the network, by the rules for ``socket`` and
# ``socketpair`` in seccomp.py.
CLIENT_SOCKETS = """
socket:41:198 socketpair:53:199 connect:42:203 getsockname:51:204 getpeername:52:205 getsockopt:55:209
setsockopt:54:208 shutdown:48:210 sendto:44:206 sendmsg:46:211 sendmmsg:307:269 recvfrom:45:207 recvmsg:47:212
recvmmsg:299:243"""

# One process, one program, one process group: what is killed at a limit is then all there is. Threads are
# let through by their flags (seccomp.py).
PROCESSES = "execveat:322:281 unshare:272:97 setns:308:268 setsid:112:157 setpgid:109:154"
# Of these, what starts a program in the same group: let through where a profile names programs.
PROGRAMS = "execve:59:221 fork:57:- vfork:58:-"

# Hands off every other process of the same user: reading or steering it, signalling it, or changing its
# priority.
OTHERS = """
ptrace:101:117 process_vm_readv:310:270 process_vm_writev:311:271 process_madvise:440:440
process_mrelease:448:448 kcmp:312:272 pidfd_open:434:434 pidfd_getfd:438:438 pidfd_send_signal:424:424
tkill:200:130 rt_sigqueueinfo:129:138 rt_tgsigqueueinfo:297:240 setpriority:141:140 ioprio_set:251:30
sched_setscheduler:144:119 sched_setparam:142:118 sched_setattr:314:274 sched_setaffinity:203:122
migrate_pages:256:238 move_pages:279:239"""

# System V and POSIX message queues, semaphores and shared memory: ways to other processes that no file rule
# covers.
IPC = """
shmget:29:194 shmat:30:196 shmctl:31:195 shmdt:67:197 semget:64:190 semop:65:193 semtimedop:220:192
semctl:66:191 msgget:68:186 msgsnd:69:189 msgrcv:70:188 msgctl:71:187 mq_open:240:180 mq_unlink:241:181"""

# Another view of the file system would undo rules that are tied to this one.
MOUNTS = """
mount:165:40 umount2:166:39 pivot_root:155:41 chroot:161:51 move_mount:429:429 open_tree:428:428
fsopen:430:430 fsconfig:431:431 fsmount:432:432 fspick:433:433 mount_setattr:442:442"""

# Modes, owners, attributes and times are not Landlock's business, and the interpreter must stay as it is
# even for its owner.
METADATA = """
chown:92:- fchown:93:55 lchown:94:- fchownat:260:54 setxattr:188:5 lsetxattr:189:6 fsetxattr:190:7
removexattr:197:14 lremovexattr:198:15 fremovexattr:199:16 utime:132:- utimes:235:- futimesat:261:-
mknod:133:- mknodat:259:33"""
# Those of them that the toolchain and uv need to succeed, see Profile.pretend_metadata.
PRETENDABLE = "chmod:90:- fchmod:91:52 fchmodat:268:53 utimensat:280:88"

# Large kernel interfaces that no child needs. io_uring would make calls on the child's behalf that no
# filter sees; inotify and fanotify watch files that Landlock lets nobody read; file handles open files
# without a path.
KERNEL = """
io_uring_setup:425:425 io_uring_enter:426:426 io_uring_register:427:427 io_setup:206:0 io_submit:209:2
bpf:321:280 perf_event_open:298:241 userfaultfd:323:282 add_key:248:217 request_key:249:218 keyctl:250:219
fanotify_init:300:262 fanotify_mark:301:263 inotify_init:253:- inotify_init1:294:26 inotify_add_watch:254:27
name_to_handle_at:303:264 open_by_handle_at:304:265 lookup_dcookie:212:18 modify_ldt:154:- iopl:172:-
ioperm:173:- uselib:134:- personality:135:92"""

# The machine's own affairs. All need privileges that the launcher has given up; here in case the kernel
# ever forgets to ask.
MACHINE = """
init_module:175:105 finit_module:313:273 delete_module:176:106 kexec_load:246:104 kexec_file_load:320:294
reboot:169:142 swapon:167:224 swapoff:168:225 quotactl:179:60 quotactl_fd:443:443 acct:163:89 syslog:103:116
sethostname:170:161 setdomainname:171:162 settimeofday:164:170 clock_settime:227:112 clock_adjtime:305:266
adjtimex:159:171 vhangup:153:58"""

# Nobody else's identity.
IDENTITY = """
setuid:105:146 setgid:106:144 setreuid:113:145 setregid:114:143 setresuid:117:147 setresgid:119:149
setfsuid:122:151 setfsgid:123:152 setgroups:116:159"""

# For every child, whatever its profile.
DENIED = " ".join((SOCKETS, PROCESSES, OTHERS, IPC, MOUNTS, METADATA, KERNEL, MACHINE, IDENTITY))

# "No such call" instead of "not permitted", because the callers know what to do then: the C library falls
# back from clone3 (its flags are in memory, where no filter can look) to clone, and engines from
# memfd_create to plain memory that RLIMIT_DATA counts.
ABSENT = "clone3:435:435 memfd_create:319:279 memfd_secret:447:447"
# As above, where Landlock is too old to know truncation.
ABSENT_WITHOUT_TRUNCATE = "openat2:437:437"
DENIED_WITHOUT_TRUNCATE = "truncate:76:45"

# Decided by their arguments in seccomp.py.
BY_ARGUMENT = """
clone:56:220 kill:62:129 tgkill:234:131 prlimit64:302:261 prctl:157:167 fcntl:72:25 mmap:9:222 open:2:-
openat:257:56"""

SECCOMP = "seccomp:317:277"

_COLUMN = {"x86_64": 1, "aarch64": 2}


def numbers(table: str, machine: str) -> dict[str, int]:
    """The calls of a table that this architecture has, by name; KeyError for an architecture that is not
    known here.
    """
    rows = (entry.split(":") for entry in table.split())
    return {row[0]: int(row[_COLUMN[machine]]) for row in rows if row[_COLUMN[machine]] != "-"}
