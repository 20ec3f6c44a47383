// Package rewrite makes rewrites work with a containerd that knows none. RKE2's containerd reads a table "rewrite" of an endpoint in
// hosts.toml; the stock one that the testbed runs does not. So containerd reads a translation of certs.d, in which each endpoint
// with rewrites, and nothing else, is replaced by the address of a proxy on the node that rewrites the repository and passes
// everything on to the endpoint.
package rewrite

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// hostSection is what RKE2's containerd decodes of one endpoint. Fields that only matter for a wrong type in them are here as well,
// since one wrong type makes containerd ignore the whole file.
type hostSection struct {
	Capabilities []string          `toml:"capabilities"`
	CA           any               `toml:"ca"`
	Client       any               `toml:"client"`
	SkipVerify   *bool             `toml:"skip_verify"`
	Header       map[string]any    `toml:"header"`
	OverridePath bool              `toml:"override_path"`
	DialTimeout  string            `toml:"dial_timeout"`
	Rewrite      map[string]string `toml:"rewrite"`
}

type hostsFile struct {
	hostSection
	Server string                 `toml:"server"`
	Host   map[string]hostSection `toml:"host"`
}

// Translate gives the text of a hosts.toml in which the URL of each endpoint with rewrites is what proxied returns for it. It changes
// nothing else. found tells whether there was any. folder is where the file is, for relative paths in it. An error means that RKE2's
// containerd does not decode the file, and ignores it.
func Translate(text []byte, folder string, proxied func(Endpoint) string) (translated []byte, found bool, err error) {
	var file hostsFile
	if err := toml.Unmarshal(text, &file); err != nil {
		return nil, false, err
	}
	urls := map[string]string{}
	for name, section := range file.Host {
		if len(section.Rewrite) == 0 {
			continue
		}
		endpoint, err := newEndpoint(name, section, folder)
		if err != nil {
			return nil, false, err
		}
		urls[name] = proxied(endpoint)
	}
	if len(urls) == 0 {
		return text, false, nil
	}
	return replaceHosts(text, urls), true, nil
}

// replaceHosts replaces the second part of the key in the header of each table [host."URL"...].
func replaceHosts(text []byte, urls map[string]string) []byte {
	type edit struct {
		at  unstable.Range
		url string
	}
	var edits []edit
	parser := unstable.Parser{}
	parser.Reset(text)
	for parser.NextExpression() {
		expression := parser.Expression()
		if expression.Kind != unstable.Table {
			continue
		}
		keys := expression.Key()
		if !keys.Next() || string(keys.Node().Data) != "host" || !keys.Next() {
			continue
		}
		if url, found := urls[string(keys.Node().Data)]; found {
			edits = append(edits, edit{keys.Node().Raw, url})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.at.Offset, b.at.Offset) })
	var out []byte
	done := uint32(0)
	for _, e := range edits {
		out = append(out, text[done:e.at.Offset]...)
		out = fmt.Appendf(out, "%q", e.url)
		done = e.at.Offset + e.at.Length
	}
	return append(out, text[done:]...)
}

// newEndpoint reads a section as containerd does.
func newEndpoint(address string, section hostSection, folder string) (Endpoint, error) {
	if !strings.HasPrefix(address, "http") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return Endpoint{}, fmt.Errorf("unable to parse server %s: %w", address, err)
	}
	base := ""
	if u.Path != "" {
		base = path.Clean(u.Path)
	}
	if !section.OverridePath && !strings.HasSuffix(base, "/v2") {
		base += "/v2"
	}
	e := Endpoint{Scheme: u.Scheme, Host: u.Host, Path: base, Rewrites: section.Rewrite}
	e.TLS.SkipVerify = section.SkipVerify
	if e.TLS.CAs, err = paths(section.CA, folder); err != nil {
		return Endpoint{}, fmt.Errorf("ca: %w", err)
	}
	switch client := section.Client.(type) {
	case nil:
	case string:
		e.TLS.Pairs = []Pair{{Cert: absolute(client, folder)}}
	case []any:
		for _, item := range client {
			pair, err := paths(item, folder)
			if _, isList := item.([]any); err != nil || isList && len(pair) != 2 {
				return Endpoint{}, fmt.Errorf("client: %v is no pair of paths", item)
			}
			p := Pair{Cert: pair[0]}
			if len(pair) == 2 {
				p.Key = pair[1]
			}
			e.TLS.Pairs = append(e.TLS.Pairs, p)
		}
	default:
		return Endpoint{}, fmt.Errorf("client: %v is no list", client)
	}
	return e, nil
}

// paths takes one path or a list of them.
func paths(value any, folder string) ([]string, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{absolute(v, folder)}, nil
	case []any:
		var all []string
		for _, item := range v {
			text, isText := item.(string)
			if !isText {
				return nil, fmt.Errorf("%v is no path", item)
			}
			all = append(all, absolute(text, folder))
		}
		return all, nil
	default:
		return nil, fmt.Errorf("%v is no path", v)
	}
}

func absolute(file, folder string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(folder, file)
}
