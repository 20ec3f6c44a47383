package dev.registrymirror.cli.document;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** How a document is printed; the constants' names are those of the option. */
public enum Format {
    /** JSON, indented. */
    json {
        @Override
        public String text(Map<String, ?> document) {
            try {
                return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document) + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException("a text in memory", e);
            }
        }
    },

    /** YAML, in block style. */
    yaml {
        @Override
        public String text(Map<String, ?> document) {
            DumperOptions options = new DumperOptions();
            options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            options.setSplitLines(false);
            // Two empty lists are one object, and would become an anchor.
            options.setDereferenceAliases(true);
            return new Yaml(
                            new SafeConstructor(new LoaderOptions()),
                            new Representer(options),
                            options,
                            new LoaderOptions(),
                            new CautiousResolver())
                    .dump(document);
        }
    };

    /** A document of maps, lists, strings and booleans, in the order of its maps, ended by a line break. */
    public abstract String text(Map<String, ?> document);

    /** Leads to quotes also around what only other programs take for something else than a text. */
    private static final class CautiousResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            super.addImplicitResolvers();
            addImplicitResolver(Tag.BOOL, Pattern.compile("[yYnN]"), "yYnN");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?0o[0-7]+"), "-+0");
            addImplicitResolver(Tag.NULL, Pattern.compile("="), "=");
        }
    }
}
