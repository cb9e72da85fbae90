//! The features and fixtures are built into the binary: adding or removing one must rebuild it.

fn main() {
    for room in ["../features", "../fixtures"] {
        println!("cargo:rerun-if-changed={room}");
    }
}
