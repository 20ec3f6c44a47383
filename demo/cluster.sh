# What the steps of the demo do and check. Every check asks the node, the registry or systemd, not the product, wherever it can.

namespace=registry-mirror-system
cluster=demo
registries_yaml=/etc/rancher/rke2/registries.yaml
theirs=$'# Written by hand.\nmirrors:\n  registry.example.com:\n    endpoint:\n      - https://old-mirror.example.com\n'
nodes=(server1 agent1 agent2)
memory=$(mktemp -d)

testbed() { testbed/testbed --cluster "$cluster" "$@"; }
kubectl() { testbed kubectl -- "$@"; }
on() { local node=$1; shift; testbed exec "$node" -- "$@"; }
unit_of() { case $1 in server*) echo rke2-server ;; *) echo rke2-agent ;; esac }
invocation() { on "$1" systemctl show -P InvocationID "$(unit_of "$1")"; }
write_on() { printf %s "$3" | on "$1" sh -c "cat >$2 && chmod 640 $2"; }

# until_true SECONDS COMMAND...
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.5
  done
}

finish() {
  local status=$?
  [ "$status" = 0 ] || last_words
  if [ "${KEEP:-}" = 1 ]; then
    chapter "The cluster is still there"
    note "testbed/testbed --cluster $cluster kubectl -- get registrymirrors,registryfleets,noderegistries"
    note "testbed/testbed --cluster $cluster exec agent1 -- cat $registries_yaml"
    note "testbed/testbed --cluster $cluster logs agent1 rke2-agent"
    note "testbed/testbed --cluster $cluster kubectl -- -n $namespace logs deployment/registry-mirror-operator"
    note "export KUBECONFIG=\$(testbed/testbed --cluster $cluster kubeconfig)"
    note "down again: testbed/testbed --cluster $cluster registry down; testbed/testbed --cluster $cluster down"
  else
    chapter "Down"
    testbed registry down 2>&1 | sed 's/^/  /'
    testbed down 2>&1 | sed 's/^/  /'
    [ "${PIPESTATUS[0]}" = 0 ] || status=1
  fi
  rm -rf "$memory"
  if [ "$status" = 0 ]; then
    printf '\n%sEvery step held%s, in %s.\n' "$green" "$plain" "$(since "$begun")"
  else
    printf '\n%sThe demo did not hold%s; see above.\n' "$red" "$plain"
  fi
  exit "$status"
}

# What operator and agents said last, for whoever wonders why the demo did not hold.
last_words() {
  local name
  for name in registry-mirror-operator registry-mirror-agent; do
    chapter "What $name said last"
    kubectl -n $namespace logs --selector "app.kubernetes.io/name=$name" --prefix --tail=20 2>&1 | sed 's/^/  /'
  done
}

agents_reported() {
  local node
  for node in "${nodes[@]}"; do
    [ -n "$(kubectl get noderegistries "$node" -o 'jsonpath={.status.agent.publicKey}' 2>/dev/null)" ] || return 1
  done
}

secret() {
  kubectl apply --server-side -f - <<Y
apiVersion: v1
kind: Secret
type: kubernetes.io/basic-auth
metadata: {name: corp-pull, namespace: $namespace}
stringData: {username: corp, password: $1}
Y
}

config_map() {
  kubectl -n $namespace create configmap corp-ca --from-file=ca.crt="$(testbed registry certs)/ca.crt" --dry-run=client -o yaml | kubectl apply -f -
}

apply_again() {
  kubectl apply --server-side -f deploy/install.yaml >/dev/null && secret first-password && config_map && kubectl apply -f demo/mirror.yaml
}

pods() { sed "s/TAG/$1/" demo/pods.yaml | kubectl apply -f -; }
push_both() { testbed registry push basic "demo/web:$1" && testbed registry push basic "hub-proxy/library/job:$1"; }

# remember_invocations: which RKE2 runs on each node now, and how often it was restarted so far.
remember_invocations() {
  local node
  for node in "${nodes[@]}"; do
    invocation "$node" >"$memory/$node.invocation" && restarts "$node" >"$memory/$node.restarts" || return 1
  done
}

restarts() { kubectl get noderegistries "$1" -o 'jsonpath={.status.restarts}' 2>/dev/null | grep . || echo 0; }

# each_restarted_times N: systemd runs another invocation than remembered, and the agent asked for N restarts.
each_restarted_times() {
  local node before after
  for node in "${nodes[@]}"; do
    before=$(<"$memory/$node.invocation") after=$(invocation "$node")
    [ "$before" != "$after" ] || { echo "$node: RKE2 still runs as invocation $before"; return 1; }
    [ $(($(restarts "$node") - $(<"$memory/$node.restarts"))) = "$1" ] || { echo "$node: $(restarts "$node") restarts, $(<"$memory/$node.restarts") before"; return 1; }
    echo "$node: invocation ${before:0:8} -> ${after:0:8}"
  done
  remember_invocations
}

nothing_restarted_for() {
  local node
  sleep "$1"
  for node in "${nodes[@]}"; do
    [ "$(invocation "$node")" = "$(<"$memory/$node.invocation")" ] || { echo "$node was restarted"; return 1; }
    echo "$node: invocation $(cut -c1-8 "$memory/$node.invocation"), the same"
  done
}

# not_out_together: at most one node's RKE2 is not active, as systemd says on the node.
not_out_together() {
  local node out=()
  for node in "${nodes[@]}"; do
    [ "$(on "$node" systemctl is-active "$(unit_of "$node")")" = active ] || out+=("$node")
  done
  [ ${#out[@]} -le 1 ] || { echo "RKE2 is out at once on ${out[*]}"; return 1; }
}

# The states of all nodes as they report them, one line each: NODE PHASE REVISION.
states() { kubectl get noderegistries -o 'jsonpath={range .items[*]}{.metadata.name} {.status.phase} {.status.applied.revision}{"\n"}{end}' 2>/dev/null; }

# follow DONE: prints each node's change of state as it comes, until the command DONE holds. Fails if two nodes' RKE2 is out at once.
follow() {
  local end=$((SECONDS + 240)) done=
  declare -A seen claimed_at
  while [ $SECONDS -lt $end ]; do
    "$@" && done=yes
    not_out_together || return 1
    tell_changes
    [ -z "$done" ] || return 0
    sleep 0.2
  done
  echo "not there after 240 s"
  return 1
}

# What is new since the last call, by follow's memory.
tell_changes() {
  local node phase revision
  while read -r node phase revision; do
    [ "${seen[$node]:-}" = "$phase $revision" ] && continue
    seen[$node]="$phase $revision"
    case $phase in
      Claimed) claimed_at[$node]=$(date +%s.%N); echo "$node: changing" ;;
      Applied)
        [ -n "${claimed_at[$node]:-}" ] || continue
        echo "$node: has revision ${revision:0:12}, healthy, after $(since "${claimed_at[$node]}")"
        echo "$node ${revision:0:12} $(since "${claimed_at[$node]}")" >>"$memory/changes"
        ;;
      Refused | RolledBack | Failed) echo "$node: $phase: $(kubectl get noderegistries "$node" -o 'jsonpath={.status.message}')" ;;
    esac
  done < <(states)
}

ready_at_generation() {
  local said
  said=$(kubectl get registrymirror "$1" -o 'jsonpath={.metadata.generation} {.status.observedGeneration} {.status.revision} {.status.conditions[?(@.type=="Ready")].status}')
  read -r generation observed revision status <<<"$said"
  [ "$generation" = "$observed" ] && [ "$status" = True ] && [ "$revision" != "$(cat "$memory/revision" 2>/dev/null)" ] && echo "$revision" >"$memory/revision"
}

# Ready at the current generation, with another revision than at the last time: a rotated Secret raises no generation.
follow_until_ready() { follow ready_at_generation "$1"; }

all_former() {
  local node
  for node in "${nodes[@]}"; do
    [ "$(kubectl get noderegistries "$node" -o 'jsonpath={.status.applied.revision}')" = former ] || return 1
  done
}
follow_until_former() { follow all_former; }

listed_on_each_node() {
  local node image
  for node in "${nodes[@]}"; do
    for image; do
      on "$node" ctr -a /run/k3s/containerd/containerd.sock -n k8s.io images ls -q 2>/dev/null | grep -Fx "$image" | sed "s/^/$node: /" | grep . || { echo "$node lacks $image"; return 1; }
    done
  done
}

# pulled_by USER REPOSITORY...: the registry's access log since the mark has each repository, answered with 200, by that user.
pulled_by() {
  local user=$1 repository pulls
  shift
  testbed registry log basic --since "$mark" >"$memory/log"
  for repository; do
    pulls=$(grep -F "\"repository\":\"$repository\"" "$memory/log" | grep -F "\"user\":\"$user\"" | grep -F '"status":200')
    [ -n "$pulls" ] || { echo "no pull of $repository by $user"; return 1; }
    echo "${pulls%%$'\n'*}"
  done
}

# answers STATUS USER PASSWORD: what the registry itself says to this login, over the name that its certificate bears.
answers() {
  local address got
  address=$(testbed registry status | awk '$1 == "basic" { print $4 }')
  got=$(curl -s -o /dev/null -w '%{http_code}' --cacert "$(testbed registry certs)/ca.crt" --resolve "basic.registry.test:5002:${address%:*}" -u "$2:$3" https://basic.registry.test:5002/v2/)
  echo "HTTP $got"
  [ "$got" = "$1" ]
}

remember_former() { on agent2 stat -c '%i %a %u:%g %s' $registries_yaml >"$memory/former"; }
former_is_back() {
  [ "$(on "$1" stat -c '%i %a %u:%g %s' $registries_yaml)" = "$(<"$memory/former")" ] || return 1
  [ "$(on "$1" cat $registries_yaml)" = "${theirs%$'\n'}" ] || return 1
  on "$1" cat $registries_yaml
}
no_file() { local node; for node; do on "$node" sh -c "! [ -e $registries_yaml ]" || return 1; done; }
nothing_of_ours_left() {
  local node
  for node in "${nodes[@]}"; do
    on "$node" sh -c '! [ -e /etc/rancher/rke2/registry-mirror ]' || { echo "$node: /etc/rancher/rke2/registry-mirror is there"; return 1; }
    echo "$node: /var/lib/registry-mirror: $(on "$node" sh -c 'ls /var/lib/registry-mirror | tr "\n" " "')"
  done
}

summary() {
  local node
  {
    echo "NODE REVISION RESTARTS CHANGES TIME-PER-CHANGE"
    for node in "${nodes[@]}"; do
      awk -v node="$node" -v restarts="$(restarts "$node")" '$1 == node { n++; sum += $3; last = $2 } END { printf "%s %s %d %d %.1fs\n", node, last, restarts, n, n ? sum / n : 0 }' "$memory/changes"
    done
  } | column -t | sed 's/^/  /'
}
