Feature: Authorization responses
  What comes back through the browser is protected, or it can be swapped for what an attacker has got elsewhere.
  See FAPI 1.0 Advanced, 5.2.2, item 2, and JARM.

  @FAPI1-ADV-5.2.2-02
  Rule: No response is served but code id_token, and code with the response mode jwt

    Scenario: A request for a protected response is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario Outline: A request <response> is refused
      When the client asks a user for authorization <response>
      Then the authorization server refuses the authorization request

      Examples: other responses
        | response                                         |
        | for a code without a signed response             |
        | for a token in the browser                       |
        | for a code and a token in the browser            |
        | for a code, an ID token and a token in the browser |
        | for a mere ID token                              |

  @OIDC-CORE-3.3.2.5-1
  Rule: A code and an ID token never come back in the query

    Scenario: A code and an ID token that are asked for in the query do not come there
      When the client asks a user for authorization for a code and an ID token in the query
      Then nothing of the response stands in the query

  @FAPI1-ADV-5.2.2-02.2 @FAPI1-ADV-5.2.2.2-01 @JARM-2.1-1
  Rule: A signed response says who made it, for whom, and how long it holds

    Scenario: A signed response names its issuer, its audience and its end
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then the authorization server issues a code
      And the signed response names its issuer, its audience and its end

  @JARM-2.1-3
  Rule: A signed response ends soon

    Scenario: A signed response holds for ten minutes at most
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then the signed response holds for ten minutes at most

  @FAPI1-ADV-5.1.2-02
  Rule: A signed response brings no ID token

    Scenario: A signed response has a code and no ID token
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then the authorization server issues a code
      And no ID token comes with the code

    Scenario: The ID token comes from the token endpoint then
      Given a client that asks for a signed response
      And the client holds a code
      When the client redeems the code
      Then the ID token of the token response is signed by the authorization server

  @FAPI1-ADV-8.6-01-MADE @FDX-CRYPTO-05
  Rule: A signed response is signed with PS256 or ES256

    Scenario: A signed response names an algorithm of the profile
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then the response is signed with an algorithm of the profile

  @JARM-2.1-2 @FAPI1-ADV-5.2.2.2-01 @FAPI1-ADV-8.6-03-MADE @FDX-CRYPTO-06
  Rule: A signed response is signed with a published key

    Scenario: A signed response verifies
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then the response is signed by the authorization server

  @JARM-2.3-1 @FAPI1-ADV-5.2.2-02.2
  Rule: Nothing of a signed response stands beside it

    Scenario: A signed response stands alone
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then no parameter of the response stands beside the signed response

  @FAPI1-BASE-5.2.2-16
  Rule: Codes cannot be guessed

    Scenario: A code is long
      When the client asks a user for authorization
      Then a code cannot be guessed

  @FAPI1-ADV-5.2.2-02.1 @FAPI1-ADV-5.2.2.1-01 @OIDC-CORE-3.3.2.5-1
  Rule: A code and an ID token come together in the fragment

    Scenario: A request for a code and an ID token is granted
      Given a client that asks for a code and an ID token
      When the client asks a user for authorization
      Then the authorization server issues a code
      And an ID token comes with the code
      And nothing of the response stands in the query

  @FAPI1-ADV-5.2.2.1-02
  Rule: The ID token beside a code is signed

    Scenario: The ID token beside a code verifies
      Given a client that asks for a code and an ID token
      When the client asks a user for authorization
      Then the ID token of the response is signed by the authorization server

  @FAPI1-ADV-5.2.2.1-04 @OIDC-CORE-3.3.2.11-1
  Rule: The ID token beside a code covers the code

    Scenario: c_hash is the hash of the code
      Given a client that asks for a code and an ID token
      When the client asks a user for authorization
      Then the ID token of the response covers the code

  @FAPI1-ADV-5.2.2.1-05 @FAPI1-ADV-5.1.1-02
  Rule: The ID token beside a code covers the state

    Scenario: s_hash is the hash of the state
      Given a client that asks for a code and an ID token
      When the client asks a user for authorization
      Then the ID token of the response covers the state

  @FAPI1-ADV-5.2.2.1-05-NONE
  Rule: Where there is no state the ID token beside a code covers none

    Scenario: A request without state yields an ID token without s_hash
      Given a client that asks for a code and an ID token
      When the client asks a user for authorization without state
      Then the ID token of the response covers no state

  @FAPI1-ADV-5.2.2.1-06
  Rule: The ID token beside a code tells nothing personal

    Scenario: The browser sees no personal data
      Given a client that asks for a code and an ID token
      When the client asks a user for authorization
      Then the ID token of the response tells nothing personal
