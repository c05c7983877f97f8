// The desk's own script: keyboard, dialogs, files, notices. It knows no business word and no language.
import { watchKeys } from "./keys.js";
import { watchDialogs } from "./dialogs.js";
import { watchSearch } from "./search.js";
import { watchFiles } from "./files.js";
import { watchPages } from "./pages.js";
import { watchShares } from "./shares.js";

watchKeys();
watchDialogs();
watchSearch();
watchFiles();
watchPages();
watchShares();
