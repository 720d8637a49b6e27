// The single file is long: the theme must not wait for its end.
import "./theme.js";
