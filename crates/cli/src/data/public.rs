//! Datasets that anyone may download: where they are, and what they must be.

use super::args::Set;

/// A file of a set, as it is published.
pub(super) struct Published {
    /// What it is called, packed.
    pub(super) name: &'static str,
    /// Bytes of the original, packed; other packings of the same content may differ.
    pub(super) packed: u64,
    /// Bytes unpacked.
    pub(super) unpacked: usize,
    /// SHA-256 of the unpacked bytes.
    pub(super) sha256: &'static str,
}

/// The files of MNIST; MD5 of the first one unpacked is 6bbc9ace898e44ae57da46a324031adb.
const MNIST: [Published; 4] = [
    Published {
        name: "train-images-idx3-ubyte.gz",
        packed: 9_912_422,
        unpacked: 47_040_016,
        sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    },
    Published {
        name: "train-labels-idx1-ubyte.gz",
        packed: 28_881,
        unpacked: 60_008,
        sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    },
    Published {
        name: "t10k-images-idx3-ubyte.gz",
        packed: 1_648_877,
        unpacked: 7_840_016,
        sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    },
    Published {
        name: "t10k-labels-idx1-ubyte.gz",
        packed: 4_542,
        unpacked: 10_008,
        sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
];

const MNIST_MIRRORS: [&str; 2] = [
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
];

impl Set {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mnist => "mnist",
        }
    }

    pub(super) fn files(self) -> &'static [Published] {
        match self {
            Self::Mnist => &MNIST,
        }
    }

    pub(super) fn mirrors(self) -> &'static [&'static str] {
        match self {
            Self::Mnist => &MNIST_MIRRORS,
        }
    }
}

impl Published {
    /// What is downloaded at most: twice the original, for it may be packed less tightly.
    pub(super) fn most(&self) -> u64 {
        2 * self.packed + 4096
    }
}
