//! What this process uses, as Linux counts it.

use std::fs;

/// The memory that it has now, in KiB.
pub fn memory_kib() -> u64 {
    status("VmRSS:")
}

/// The most memory that it ever had, in KiB.
pub fn peak_memory_kib() -> u64 {
    status("VmHWM:")
}

/// How many files and sockets are open.
pub fn descriptors() -> usize {
    // The listing itself has one open.
    fs::read_dir("/proc/self/fd").expect("Linux lists them").count() - 1
}

fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux counts");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux counts this");
    line.trim().trim_end_matches(" kB").parse().expect("a number of kB")
}
