package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.document.Format;
import java.util.List;

/** How findings are printed for programs; the constants' names are those of the option. */
public enum FindingsFormat {
    /** {@link FindingsDocument} as JSON. */
    json {
        @Override
        public String text(List<CheckedFile> files, String version) {
            return Format.json.text(FindingsDocument.of(files));
        }
    },

    /** {@link FindingsDocument} as YAML. */
    yaml {
        @Override
        public String text(List<CheckedFile> files, String version) {
            return Format.yaml.text(FindingsDocument.of(files));
        }
    },

    /** {@link GitHubText}. */
    github {
        @Override
        public String text(List<CheckedFile> files, String version) {
            return GitHubText.of(files);
        }
    },

    /** {@link SarifDocument} as JSON. */
    sarif {
        @Override
        public String text(List<CheckedFile> files, String version) {
            return Format.json.text(SarifDocument.of(files, version));
        }
    };

    /**
     * The text about these files, ended by a line break.
     *
     * @param files what was found
     * @param version this program's version
     */
    public abstract String text(List<CheckedFile> files, String version);
}
