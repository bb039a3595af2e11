//! The one list of installed plugins. Its other line is in `Cargo.toml`.

use std::sync::Arc;

use homegroup_plugin::Plugin;

/// The plugins of this binary, in the order of the menu and of their migrations.
pub fn installed() -> Vec<Arc<dyn Plugin>> {
    vec![
        // A line each: taking a plugin out is deleting its line.
        Arc::new(homegroup_newsletter::Newsletter),
        Arc::new(homegroup_anniversaries::Anniversaries),
    ]
}
