Feature: Debugging, question by question
  When a flow fails, the study notes go through a checklist and then ask six questions. In each scenario all is well but
  for one thing, and the place of the failure names it. The third question is a good one under three-check; in Kubernetes
  it leads astray.

  Background:
    Given the three-check model
    And the namespace shop
    And the pods:
      | pod                  | labels           | ports                      |
      | frontend             |                  | 3000                       |
      | backend              |                  | 8080                       |
      | kube-system/kube-dns | k8s-app=kube-dns | dns=53/UDP, dns-tcp=53/TCP |
    And the namespaces:
      | namespace |
      | shop      |
      | staging   |
    And deny-all
    And frontend allows egress to backend on port 8080
    And frontend allows egress to namespace kube-system on ports 53/UDP and 53/TCP
    And backend allows ingress from frontend on port 8080
    And backend allows egress to frontend

  Scenario: When nothing is wrong, every question is answered with yes
    Then frontend → backend:8080 succeeds
    And frontend → kube-system/kube-dns:dns/UDP succeeds
    And under the stateful model, frontend → backend:8080 succeeds

  Rule: The checklist

    Scenario: 1. Is the policy applied? In another namespace it is not
      When policy allow-backend-ingress-from-frontend-on-8080 is deleted
      And the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: backend-from-frontend
          namespace: staging
        spec:
          podSelector:
            matchLabels:
              app: backend
          policyTypes: [Ingress]
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: frontend
        """
      Then frontend → backend:8080 fails at backend ingress
      And frontend → backend:8080 is blocked by deny-all

    Scenario: 2. Are the pods labelled as the policies expect?
      When pod frontend is labelled app=fronted
      Then frontend → backend:8080 fails at frontend egress
      And frontend → backend:8080 is blocked by deny-all

    Scenario: 3. Does the plugin support policies? If not, a flow that should fail succeeds
      Then under the stateful model, backend → frontend:3000 fails at frontend ingress
      But under the unenforced model, backend → frontend:3000 succeeds

    Scenario: 4. Test the connection, on the port that is meant
      Then frontend → backend:8080 succeeds
      But frontend → backend:8081 fails at frontend egress

    Scenario: 5. Check DNS from inside the pod that asks, for only its own way out decides
      Then frontend → kube-system/kube-dns:53/UDP succeeds
      But backend → kube-system/kube-dns:53/UDP fails at backend egress for the datagram

  Rule: The six questions

    Scenario: 1. Source pod egress allowed? No: not even the SYN leaves
      When policy allow-frontend-egress-to-backend-on-8080 is deleted
      Then frontend → backend:8080 fails at frontend egress for the SYN
      And under the stateful model, frontend → backend:8080 fails at frontend egress for the SYN

    Scenario: 2. Destination pod ingress allowed? No: the SYN ends at the backend's door
      When policy allow-backend-ingress-from-frontend-on-8080 is deleted
      Then frontend → backend:8080 fails at backend ingress for the SYN
      And under the stateful model, frontend → backend:8080 fails at backend ingress for the SYN

    Scenario: 3. Destination pod egress allowed, for the reply? No: by the notes' rule the answer is lost, in Kubernetes not
      When policy allow-backend-egress-to-frontend is deleted
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: 3. By the notes' rule it also matters which ports that egress names: 8080 is not where the reply goes
      When policy allow-backend-egress-to-frontend is deleted
      And backend allows egress to frontend on port 8080
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: 3. The question to ask in Kubernetes: is there a second connection, in the other direction?
      A backend that calls back opens a connection of its own, which needs its own two permissions.

      Then under the stateful model, backend → frontend:3000 fails at frontend ingress for the SYN
      When frontend allows ingress from backend on port 3000
      Then under the stateful model, backend → frontend:3000 succeeds

    Scenario: 4. DNS resolution working? No: the backend is reachable by address, but its name cannot be looked up
      When policy allow-frontend-egress-to-namespace-kube-system-on-53-udp-53 is deleted
      Then frontend → backend:8080 succeeds
      But frontend → kube-system/kube-dns:dns/UDP fails at frontend egress for the datagram

    Scenario Outline: 5. Labels match selectors? No: <what> and <flow> fails at <door>
      When pod <pod> is labelled app=<misspelt>
      Then <flow> fails at <door>
      And under the stateful model, <flow> fails at <door>

      Examples: The pod that a policy selects, and the peer that it names
        | what                                       | pod      | misspelt | flow                    | door            |
        | no policy gives the frontend its egress    | frontend | frontent | frontend → backend:8080 | frontend egress |
        | nobody may send to the backend             | backend  | bakend   | frontend → backend:8080 | frontend egress |

    Scenario: 5. Labels match selectors? No: the rule names a peer that does not exist
      When policy allow-backend-ingress-from-frontend-on-8080 is deleted
      And backend allows ingress from pods labelled app=front-end on port 8080
      Then frontend → backend:8080 fails at backend ingress for the SYN
      And frontend → backend:8080 is blocked by deny-all, allow-backend-ingress-from-pods-labelled-app-front-end-on-8080

    Scenario: 6. Plugin healthy? Where nothing enforces, even deny-all alone lets everything pass
      When all policies are deleted
      And deny-all
      Then frontend → backend:8080 fails at frontend egress
      But under the unenforced model, frontend → backend:8080 succeeds
      And under the unenforced model, the Internet → backend:8080 succeeds
