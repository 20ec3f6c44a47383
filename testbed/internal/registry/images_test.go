package registry

import (
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/validate"
)

func TestEachKindStoresAnImageAndGivesItBack(t *testing.T) {
	s := up(t)
	for _, k := range Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			img := probe(t)
			pushed := push(t, s, k, "library/app:1", img)
			if want := "library/app@" + digest(t, img); pushed != want {
				t.Errorf("push told %s, want %s", pushed, want)
			}
			for _, reference := range []string{"library/app:1", pushed} {
				pulled, err := client(t, s, k).Pull(t.Context(), reference)
				if err != nil {
					t.Fatal(err)
				}
				if err := validate.Image(pulled); err != nil {
					t.Errorf("%s: %v", reference, err)
				}
				if digest(t, pulled) != digest(t, img) {
					t.Errorf("%s is another image", reference)
				}
			}
		})
	}
}

func TestTheLogTellsWhoPulledWhat(t *testing.T) {
	s := up(t)
	for _, k := range Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			push(t, s, k, "team/app:7", probe(t))
			since := mark(t, s, k)
			if _, err := client(t, s, k).Pull(t.Context(), "team/app:7"); err != nil {
				t.Fatal(err)
			}
			user := ""
			if k.Login {
				user = DefaultUser
			}
			isPull := func(r Request) bool {
				return r.Method == http.MethodGet && r.Repository == "team/app" && r.Reference == "7" && r.User == user &&
					r.Status == http.StatusOK && r.RemoteAddr == "127.0.0.1"
			}
			if got := requests(t, s, k, since); !slices.ContainsFunc(got, isPull) {
				t.Errorf("no such request among %+v", got)
			}
			if got := requests(t, s, k, mark(t, s, k)); len(got) != 0 {
				t.Errorf("a mark at the end is followed by %+v", got)
			}
		})
	}
}
