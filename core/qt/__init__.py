"""The only bridge to Qt: application, threads, theme, language and widgets of the three windows."""
