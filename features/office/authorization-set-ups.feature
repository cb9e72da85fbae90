Feature: Authorization set-ups of an office's API
  An office trusts WIPO's authorization server, where WIPO keeps a client for this office alone, or it runs a server of its own, where
  WIPO is a client. A token that is good elsewhere is good for nothing here. WIPO DAS exchange API, forwarded requests, options 1 and 2.

  @DAS-OFFICE-12
  Rule: Only tokens of the authorization server that the office trusts are accepted

    Scenario: A token of WIPO's server opens an office that trusts it
      Given an office with an API that trusts WIPO's authorization server and keeps a document
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token of the office's own server opens an office that has one
      Given an office with an API that trusts its own authorization server and keeps a document
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token of WIPO's server does not open an office that has its own
      Given an office with an API that trusts its own authorization server and keeps a document
      When WIPO forwards a retrieval to the office with a token of WIPO's authorization server
      Then the office refuses the request

    Scenario: A token of another office's server does not open an office that trusts WIPO's
      Given an office with an API that trusts WIPO's authorization server and keeps a document
      When WIPO forwards a retrieval to the office with a token of another office's authorization server
      Then the office refuses the request

    @requires:authorization-server-faults
    Scenario: A token that names another issuer opens nothing
      Given an office with an API that trusts WIPO's authorization server and keeps a document
      When WIPO forwards a retrieval, showing the office an access token of another issuer
      Then the office refuses the request

  @DAS-OFFICE-13
  Rule: A token that was not minted for calls to this very office is refused

    Scenario: The token for this office is accepted
      Given an office with an API that trusts WIPO's authorization server and keeps a document
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: An office that trusts WIPO's server refuses <token>
      Given an office with an API that trusts WIPO's authorization server and keeps a document
      When WIPO forwards a retrieval to the office with <token>
      Then the office refuses the request

      Examples: tokens of the same server
        | token                                       |
        | a token that WIPO obtained for another office |
        | a token of an office that DAS serves          |

    Scenario: An office with its own server refuses a token that it issued to somebody else
      Given an office with an API that trusts its own authorization server and keeps a document
      When WIPO forwards a retrieval to the office with a token that its own server issued to somebody else
      Then the office refuses the request

  @DAS-OFFICE-05 @requires:authorization-server-faults
  Rule: A token whose key is not published is refused

    Scenario: A token whose key is published is accepted
      Given an office with an API that keeps a document
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token whose key is not published is turned away
      Given an office with an API that keeps a document
      When WIPO forwards a retrieval with a token under a key that its issuer has not published
      Then the office refuses the request

  @DAS-OFFICE-08 @requires:authorization-server-faults
  Rule: One token with an unknown key does not have the key set fetched again and again

    Scenario: The key set is fetched once more at most
      Given an office with an API that keeps a document
      When WIPO forwards a retrieval with a token under a key that its issuer has not published
      Then the office has not fetched the key set more than twice for it

  @DAS-OFFICE-06 @requires:clock-control
  Rule: After a rotation both keys work, the new one at the latest when cached key sets have ended

    Scenario Outline: Trusting <server>, the office accepts a token under the new key
      Given an office with an API that trusts <server> and keeps a document
      And the office has served WIPO under a key that has since been replaced
      And the key sets that the office keeps have become stale
      When WIPO forwards a retrieval under the new key
      Then the office takes the request

      Examples: servers
        | server                        |
        | WIPO's authorization server   |
        | its own authorization server  |

    Scenario: A token under the former key is accepted while the key is published
      Given an office with an API that trusts WIPO's authorization server and keeps a document
      And the office has served WIPO under a key that has since been replaced
      When WIPO forwards a retrieval under the former key
      Then the office takes the request

  @DAS-OFFICE-07
  Rule: An unknown key has the key set fetched once more

    Scenario: A new key works at once
      Given an office with an API that keeps a document
      And the office has served WIPO under a key that has since been replaced
      When WIPO forwards a retrieval under the new key
      Then the office takes the request

  @DAS-OFFICE-09 @requires:clock-control
  Rule: A removed key opens nothing once cached key sets have ended

    Scenario: A former key that is still published opens the API
      Given an office with an API that keeps a document
      And the office has served WIPO under a key that has since been replaced
      When WIPO forwards a retrieval under the former key
      Then the office takes the request

    Scenario: A key that was removed in an emergency opens nothing
      Given an office with an API that keeps a document
      And the office has served WIPO under a key that has since been replaced
      When WIPO forwards a retrieval with a token whose key was removed in an emergency
      Then the office refuses the request

  @DAS-OFFICE-23 @requires:source-addresses
  Rule: An office that lists WIPO's network addresses takes no call from another one

    Scenario: A call from a listed address is taken
      Given an office with an API that keeps a document
      And the office takes calls from WIPO's network address only
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A call from another address is refused
      Given an office with an API that keeps a document
      And the office takes calls from WIPO's network address only
      When WIPO forwards a retrieval to the office from another network address
      Then the office refuses the request

  @DAS-AUTH-05
  Rule: An office authenticates its own calls with private_key_jwt

    Scenario: A report of the office carries an access token that it obtained with its key
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      When the office has prepared the document
      Then the report carries an access token that the office obtained with its key
