package hosts

import "testing"

func TestAddressesAreNormalisedAsRKE2Does(t *testing.T) {
	const embedded = "127.0.0.1:9345"
	for text, want := range map[string]address{
		"r.example":                    {url: "https://r.example/v2", host: "r.example", lookup: "r.example"},
		"r.example:80":                 {url: "https://r.example:80/v2", host: "r.example:80", lookup: "r.example:80"},
		"HTTP://R.Example:5000/":       {url: "http://R.Example:5000/v2", host: "R.Example:5000", lookup: "R.Example:5000"},
		"ftp://r.example":              {url: "ftp://r.example/v2", host: "r.example", lookup: "r.example"},
		"localhost":                    {url: "https://localhost/v2", host: "localhost", lookup: "localhost"},
		"localhost:443":                {url: "https://localhost:443/v2", host: "localhost:443", lookup: "localhost:443"},
		"localhost:5000":               {url: "http://localhost:5000/v2", host: "localhost:5000", lookup: "localhost:5000"},
		"LOCALHOST:5000":               {url: "https://LOCALHOST:5000/v2", host: "LOCALHOST:5000", lookup: "LOCALHOST:5000"},
		"127.1.2.3:5000":               {url: "http://127.1.2.3:5000/v2", host: "127.1.2.3:5000", lookup: "127.1.2.3:5000"},
		"[::1]":                        {url: "https://[::1]/v2", host: "[::1]", lookup: "[::1]"},
		"[::1]:5000":                   {url: "http://[::1]:5000/v2", host: "[::1]:5000", lookup: "[::1]:5000"},
		embedded:                       {url: "https://127.0.0.1:9345/v2", host: embedded, lookup: embedded},
		"docker.io":                    {url: "https://registry-1.docker.io/v2", host: "registry-1.docker.io", lookup: "docker.io"},
		"https://registry-1.docker.io": {url: "https://registry-1.docker.io/v2", host: "registry-1.docker.io", lookup: "docker.io"},
		"index.docker.io":              {url: "https://index.docker.io/v2", host: "index.docker.io", lookup: "index.docker.io"},
		"docker.io:443":                {url: "https://docker.io:443/v2", host: "docker.io:443", lookup: "docker.io:443"},
		"":                             {url: "https:///v2"},
		"/v2":                          {url: "https://///v2", override: true},
		"https://r.example/v2":         {url: "https://r.example/v2", host: "r.example", lookup: "r.example"},
		"https://r.example/v2/":        {url: "https://r.example/v2/", host: "r.example", lookup: "r.example", override: true},
		"r.example/a b":                {url: "https://r.example/a%20b", host: "r.example", lookup: "r.example", override: true},
		"https://r.example?x=1#y":      {url: "https://r.example/v2?x=1#y", host: "r.example", lookup: "r.example"},
		"https://u:p@r.example":        {url: "https://u:p@r.example/v2", host: "r.example", lookup: "r.example"},
	} {
		got, err := normalise(text, embedded)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if got != want {
			t.Errorf("%q gives %+v, want %+v", text, got, want)
		}
	}
	for _, text := range []string{"https://[::1", "https://r.example:port", "https://r\x7f"} {
		if got, err := normalise(text, embedded); err == nil {
			t.Errorf("%q was accepted as %+v", text, got)
		}
	}
}

func TestANameThatDoesNotParseIsLeftOut(t *testing.T) {
	registry := parse(t, `{mirrors: {"r:port": {endpoint: [https://m.example]}, quay.io: {endpoint: ["https://[::1", https://m.example]}}, configs: {"s:port": {tls: {ca_file: /c}}}}`)
	entries := Entries(registry, Settings{})
	if len(entries) != 1 || len(entries["quay.io"].Endpoints) != 1 {
		t.Errorf("got %+v", entries)
	}
}
