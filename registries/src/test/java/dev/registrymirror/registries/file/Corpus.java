package dev.registrymirror.registries.file;

import java.util.List;

/** Files that people write, and files that try a rule of the language each; what is mutated. */
final class Corpus {
    private Corpus() {}

    static final List<String> FILES = List.of(
            """
            mirrors:
              docker.io:
                endpoint:
                  - "https://registry.example.com:5000"
                rewrite:
                  "^rancher/(.*)": "mirrorproject/rancher-images/$1"
            configs:
              "registry.example.com:5000":
                auth:
                  username: xxxxxx # this is the registry username
                  password: xxxxxx # this is the registry password
                tls:
                  cert_file:            # path to the cert file used in the registry
                  key_file:             # path to the key file used in the registry
                  ca_file:              # path to the ca file used in the registry
                  insecure_skip_verify: # may be set to true to skip verifying the registry's certificate
            """,
            """
            mirrors:
              "*":
                endpoint:
                - http://c
                - 'https://[::1]:5000'
              registry.k8s.io:
              quay.io: {endpoint: [https://m.example/v2/quay, "b"], rewrite: {'^(.*)$': 'hub/$1', ^a$: b}}
            configs: {"m.example": {auth: {auth: dXNlcjpwYXNz, identity_token: tok}}, c: ~, d: {auth: null, tls: {}}}
            """,
            """
            mirrors: &m
              "docker.io": {endpoint: ["https://m.example:5000", https://b], rewrite: {"^(.*)$": 'hub/$1'}}
            configs:
              h: &h {auth: {username: !x u, password: "p\\u0041\\x41\\/"}, tls: ~}
              i: *h
              j:
                auth:
                  username: |
                    text
                  password: >-
                    folded

                     more
                    text
            ---
            other
            """,
            """
            %YAML 1.1
            %TAG !e! tag:e.example,2000:
            ---
            configs: !!map
              h:
                auth: !e!auth {username: !!str 1, password: !!binary aGVsbG8=, auth: !!int 12, identity_token: ! x}
                tls: {insecure_skip_verify: !!bool "true", ca_file: !!null ~}
            ...
            """,
            """
            base: &base
              endpoint: [https://a]
              rewrite: {a: b}
            mirrors:
              one: {<<: *base, endpoint: [https://b]}
              two:
                endpoint: [https://c]
                <<: *base
              three: {<<: [*base, {rewrite: {c: d}}]}
            <<: {configs: {x: {auth: &u {username: u}}}}
            configs: {y: {auth: {<<: *u, password: p}}}
            """,
            """
            mirrors:
              a: {endpoint: [x]}
              a: {rewrite: {y: z}}
              b: {endpoint: [x], endpoint: [y], rewrite: {p: q}, rewrite: {r: s}}
            mirrors:
              c:
            configs:
              h: {auth: {username: a}, auth: {password: b}, tls: {ca_file: /c}, tls: NULL}
            auths:
              x: {username: u, auth: a}
            """,
            """
            # comment
            ? mirrors
            : ? docker.io
              : endpoint:
                  ? a
                rewrite: {? x : y, ? z}
            configs: [? a]
            "quoted key" : 'it''s'
            """,
            """
            mirrors:\t# tab
              docker.io:\t
                endpoint: [\thttps://a\t,\tb ]
                rewrite: {"a":1,b:2, 'c':'d'}
            configs:
              h:
                auth: {username: y, password: 0123, auth: 1e3, identity_token: 2001-12-14}
                tls: {insecure_skip_verify: yes}
              yes: {tls: {insecure_skip_verify: off, ca_file: 12:30:45, cert_file: 0x1F, key_file: 1_000}}
              5000: {tls: {insecure_skip_verify: y}}
              ~: {}
            """,
            """
            mirrors: {m: {endpoint: [https://x:, a:b, "c":d, e: f]}}
            configs: {"h": {"auth": {"username": "a\\
               b\\tc\\'d\\"e", "password": "line
               folded

               twice", "auth": 'single
               line', "identity_token": plain
               text
               on}}}
            """,
            "mirrors:\r\n  docker.io:\r\n    endpoint:\r\n    - https://a\r\n\r\n    - b\r\nconfigs:\r\n  h: {auth: {username: |+\r\n  \r\n  }}\r\n",
            "mirrors:\r  a:\r    endpoint: ['x', \"y\"]\r",
            "mirrors:\u0085  a:\u0085    endpoint: ['x\u0085y', \"y\u2028z\", a\u2029]\u0085configs: {h: {auth: {username: \"\\N\\_\\L\\P\\e\"}}}",
            "\uFEFFmirrors: {\uFEFF: }\n\uFEFFconfigs:\n",
            "configs:\n  h:\n    auth:\n      username: |2-\n         a\n       b\n      password: >+1\n       x\n       y\n\n      auth: |\n\n        c\n        d\n",
            "--- {mirrors: {a: }} # c\n--- [\n",
            "--- |\n text\n...\n%YAML 1.2\n",
            "--- # nothing\n...\nmirrors: {a: }\n",
            "{mirrors: {a: {endpoint: [b]}}} trailing ]\n",
            "{?a : b}mirrors: {c: }\n",
            "{}: x\n",
            "configs: &a {h: {auth: {username: &b x, password: *b}, tls: *a}}\n",
            "configs: {h: {auth: {username: \"\\ud83d\\ude00\\U0001F600\\x7f\\0\"}}}\n",
            "",
            "#",
            "null",
            "''",
            "[]");
}
