package registry

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Lines as the server wrote them; fields that nobody reads are left out.
const (
	begins    = `{"http.request.id":"%s","http.request.method":"%s","http.request.uri":"%s","http.request.useragent":"containerd/2","level":"debug","msg":"authorizing request","time":"2026-11-24T10:52:16.957361Z","vars.name":"%s","vars.reference":"%s"}`
	late      = `{"http.request.id":"%s","http.request.method":"GET","http.request.uri":"%s","http.request.useragent":"containerd/2","auth.user.name":"%s","level":"debug","msg":"event","time":"2026-11-24T10:52:17Z"}`
	letIn     = `{"auth.user.name":"%s","http.request.id":"%s","level":"info","msg":"authorized request","time":"2026-11-24T10:52:16.97Z"}`
	wrong     = `{"error":"crypto/bcrypt: hashedPassword is not the hash of the given password","http.request.id":"%s","level":"info","msg":"user failed to authenticate","time":"2026-11-24T10:52:17Z","username":"%s"}`
	challenge = `{"http.request.id":"%s","level":"warning","msg":"error authorizing context: basic authentication challenge for realm \"testbed\": authentication failure","time":"2026-11-24T10:52:17Z"}`
	completed = `{"http.request.id":"%s","http.response.status":%d,"level":"info","msg":"response completed","time":"2026-11-24T10:52:17Z"}`
	access    = `10.77.1.51 - - [24/Nov/2026:10:52:16 +0000] "%s %s HTTP/1.1" %d 87 "" "containerd/2"`
)

func TestRequestsAreReadFromTheServersOwnLines(t *testing.T) {
	const manifest = "/v2/library/app/manifests/1"
	for name, test := range map[string]struct {
		log  []string
		want []string
	}{
		"without a login": {
			[]string{
				f(begins, "a", "GET", manifest, "library/app", "1"), f(completed, "a", 200), f(access, "GET", manifest, 200),
			},
			[]string{"GET library/app 1 user= denied= 200"},
		},
		"with a login": {
			[]string{
				f(begins, "a", "GET", manifest, "library/app", "1"), f(letIn, "u", "a"), f(completed, "a", 200), f(access, "GET", manifest, 200),
			},
			[]string{"GET library/app 1 user=u denied= 200"},
		},
		"the login is missing": {
			[]string{f(begins, "a", "GET", manifest, "library/app", "1"), f(challenge, "a"), f(access, "GET", manifest, 401)},
			[]string{"GET library/app 1 user= denied= 401"},
		},
		"the password is wrong": {
			[]string{
				f(begins, "a", "GET", manifest, "library/app", "1"), f(wrong, "a", "u"), f(challenge, "a"), f(access, "GET", manifest, 401),
			},
			[]string{"GET library/app 1 user= denied=u 401"},
		},
		"let in, but there is no such image": {
			[]string{
				f(begins, "a", "HEAD", manifest, "library/app", "1"), f(letIn, "u", "a"), f(completed, "a", 404), f(access, "HEAD", manifest, 404),
			},
			[]string{"HEAD library/app 1 user=u denied= 404"},
		},
		"equal requests at once, one refused, answered the other way round": {
			[]string{
				f(begins, "a", "GET", manifest, "library/app", "1"), f(begins, "b", "GET", manifest, "library/app", "1"),
				f(letIn, "u", "b"), f(challenge, "a"), f(completed, "b", 200), f(access, "GET", manifest, 200), f(access, "GET", manifest, 401),
			},
			[]string{"GET library/app 1 user=u denied= 200", "GET library/app 1 user= denied= 401"},
		},
		"a refusal goes to the request that was refused, though another came first": {
			[]string{
				f(begins, "b", "GET", manifest, "library/app", "1"), f(begins, "a", "GET", manifest, "library/app", "1"),
				f(challenge, "a"), f(access, "GET", manifest, 401), f(letIn, "u", "b"), f(access, "GET", manifest, 200),
			},
			[]string{"GET library/app 1 user= denied= 401", "GET library/app 1 user=u denied= 200"},
		},
		"a status that only the access line tells": {
			[]string{f(begins, "a", "GET", manifest, "library/app", "1"), f(access, "GET", manifest, 500)},
			[]string{"GET library/app 1 user= denied= 500"},
		},
		"what is answered before the registry proper": {
			[]string{f(access, "GET", "/", 200)},
			[]string{"GET   user= denied= 200"},
		},
		"a line that follows the answer opens no request": {
			[]string{
				f(begins, "a", "GET", manifest, "library/app", "1"), f(letIn, "u", "a"), f(access, "GET", manifest, 200),
				f(late, "a", manifest, "u"), f(begins, "b", "GET", manifest, "library/app", "1"), f(access, "GET", manifest, 500),
			},
			[]string{"GET library/app 1 user=u denied= 200", "GET library/app 1 user= denied= 500"},
		},
		"still being answered, or still being written": {
			[]string{f(begins, "a", "GET", manifest, "library/app", "1"), strings.TrimSuffix(f(access, "GET", manifest, 200), "\n")},
			nil,
		},
		"lines of no request": {
			[]string{`{"level":"debug","msg":"configured \"htpasswd\" access controller"}` + "\n", "panic: something\n", "\n"},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			requests, err := readRequests(strings.NewReader(strings.Join(test.log, "")), Since{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range requests {
				got = append(got, fmt.Sprintf("%s %s %s user=%s denied=%s %d", r.Method, r.Repository, r.Reference, r.User, r.DeniedUser, r.Status))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestTimeAndPeerAndAgentOfARequestAreTold(t *testing.T) {
	log := f(begins, "a", "GET", "/v2/app/manifests/1", "app", "1") + f(access, "GET", "/v2/app/manifests/1", 200)
	requests, err := readRequests(strings.NewReader(log), Since{})
	if err != nil || len(requests) != 1 {
		t.Fatal(requests, err)
	}
	r := requests[0]
	if r.Time.Format(time.RFC3339Nano) != "2026-11-24T10:52:16.957361Z" || r.RemoteAddr != "10.77.1.51" || r.UserAgent != "containerd/2" {
		t.Errorf("got %+v", r)
	}
}

func TestARequestThatBeganBeforeTheMarkIsNotAfterIt(t *testing.T) {
	before := f(begins, "a", "GET", "/v2/old/manifests/1", "old", "1")
	after := f(access, "GET", "/v2/old/manifests/1", 200) +
		f(begins, "b", "GET", "/v2/new/manifests/1", "new", "1") + f(access, "GET", "/v2/new/manifests/1", 200)
	requests, err := readRequests(strings.NewReader(before+after), Since{offset: int64(len(before))})
	if err != nil || len(requests) != 1 || requests[0].Repository != "new" {
		t.Errorf("got %+v, %v", requests, err)
	}
}

func TestAMomentIsAMarkOrATime(t *testing.T) {
	log := f(begins, "a", "GET", "/v2/app/manifests/1", "app", "1") + f(access, "GET", "/v2/app/manifests/1", 200)
	for text, want := range map[string]int{
		"0": 1, "1": 0, "2026-11-24T10:52:16.957361Z": 1, "2026-11-24T10:52:16.957362Z": 0, "2026-11-24T11:52:16.95736+01:00": 1,
	} {
		since, err := ParseSince(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := readRequests(strings.NewReader(log), since); err != nil || len(got) != want {
			t.Errorf("since %s: %d requests, %v; want %d", text, len(got), err, want)
		}
	}
	for _, text := range []string{"", "-1", "yesterday", "10:52"} {
		if _, err := ParseSince(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

// f is one line of a log.
func f(line string, values ...any) string { return fmt.Sprintf(line, values...) + "\n" }
