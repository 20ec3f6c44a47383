package oracle

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// ask sends lines and returns the lines that come back.
func ask(t *testing.T, lines ...string) []string {
	t.Helper()
	var out bytes.Buffer
	if err := Serve(strings.NewReader(strings.Join(lines, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func parseLine(t *testing.T, file string) string {
	t.Helper()
	line, err := json.Marshal(map[string]any{"kind": "parse", "data": []byte(file)})
	if err != nil {
		t.Fatal(err)
	}
	return string(line)
}

func TestEveryQuestionIsAnsweredInItsTurn(t *testing.T) {
	got := ask(t, parseLine(t, "mirrors: {a: }"), "{", `{"kind":"nonsense"}`, `{"kind":"parse","data":1}`, parseLine(t, "mirrors: ["))
	for i, want := range []string{`{"answer":`, `{"fault":"unexpected end`, `{"fault":"kind \"nonsense\"`, `{"fault":"json:`, `{"error":"yaml:`} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("answer %d: got %s, want %s...", i, got, want)
		}
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	kinds["panics"] = func([]byte) (any, error) { panic("out of range") }
	t.Cleanup(func() { delete(kinds, "panics") })
	if got := ask(t, `{"kind":"panics"}`); got[0] != `{"error":"panic: out of range"}` {
		t.Errorf("got %s", got)
	}
}

func TestParseTellsEveryFieldUnderTheFilesOwnName(t *testing.T) {
	file := `
mirrors:
  docker.io: {endpoint: [https://a, ~], rewrite: {"^x$": y}}
  empty:
configs:
  h: {auth: {username: u, password: p, auth: a, identity_token: i}, tls: {ca_file: c, cert_file: d, key_file: e, insecure_skip_verify: yes}}
  none:
auths:
  x: {username: v}
`
	want := `{"answer":{"mirrors":{"docker.io":{"endpoint":["https://a",""],"rewrite":{"^x$":"y"}},"empty":{"endpoint":null,"rewrite":null}},` +
		`"configs":{"h":{"auth":{"username":"u","password":"p","auth":"a","identity_token":"i"},` +
		`"tls":{"ca_file":"c","cert_file":"d","key_file":"e","insecure_skip_verify":true}},"none":{"auth":null,"tls":null}},` +
		`"auths":{"x":{"username":"v","password":"","auth":"","identity_token":""}}}}`
	if got := ask(t, parseLine(t, file)); got[0] != want {
		t.Errorf("got  %s\nwant %s", got[0], want)
	}
}

func TestAnEmptyFileHasNoSections(t *testing.T) {
	if got := ask(t, parseLine(t, "")); got[0] != `{"answer":{"mirrors":null,"configs":null,"auths":null}}` {
		t.Errorf("got %s", got)
	}
}

func TestReplaceIsGosOwn(t *testing.T) {
	got := ask(t,
		`{"kind":"replace","pattern":"^rancher/(.*)","replacement":"p/${1}/$1x","names":["rancher/a","b"]}`,
		`{"kind":"replace","pattern":"(","replacement":"","names":[]}`)
	for i, want := range []string{`{"answer":["p/a/","b"]}`, `{"error":"error parsing regexp: missing closing ): ` + "`(`" + `"}`} {
		if got[i] != want {
			t.Errorf("got %s, want %s", got[i], want)
		}
	}
}

func TestImageIsWhatContainerdPulls(t *testing.T) {
	got := ask(t, `{"kind":"image","image":"busybox"}`, `{"kind":"image","image":"q.io/a:t@sha256:`+strings.Repeat("a", 64)+`"}`,
		`{"kind":"image","image":"a:b:c"}`)
	for i, want := range []string{
		`{"answer":{"registry":"docker.io","repository":"library/busybox","tag":"latest"}}`,
		`{"answer":{"registry":"q.io","repository":"a","digest":"sha256:` + strings.Repeat("a", 64) + `"}}`,
		`{"error":"invalid reference format"}`,
	} {
		if got[i] != want {
			t.Errorf("got %s, want %s", got[i], want)
		}
	}
}
